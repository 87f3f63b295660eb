/** What exists near a planned measure: how near, why, where, for whom, and in which words. */

import { nameIn } from "../choices.js";
import { element } from "../element.js";
import { plain, say, told } from "../language.js";
import { facts } from "../parts/facts.js";
import { lastChange, yen } from "../parts/formats.js";
import { hint } from "../parts/paragraphs.js";
import { preliminaryNotice } from "../parts/preliminary.js";
import { sourceLinks } from "../parts/sources.js";
import { tag } from "../parts/tag.js";
import { countUnknown, unknownBudgets } from "../parts/unknown-budgets.js";
import { sideBySide } from "./side-by-side.js";

/** @import { Similar, SimilarMeasures } from "../answers.d.ts" */
/** @import { Content } from "../content.d.ts" */
/** @import { Choices } from "../choices.js" */

/**
 * @param {SimilarMeasures} similar
 * @param {Choices} lists
 * @returns {readonly [HTMLElement, ...Content[]]} beginning with its heading
 */
export function resultOf({ nearest, snapshot, message, isAnythingAlike }, lists) {
  return [
    element("h2", { tabindex: -1 }, plain(message)),
    preliminaryNotice(snapshot),
    element("p", {}, meaning(isAnythingAlike)),
    unknownBudgets(countUnknown(nearest.map(({ existing }) => existing))),
    element(
      "ol",
      { class: "cards" },
      nearest.map((each) => element("li", {}, card(each, lists))),
    ),
    hint(
      `${snapshot.measureCount} 件の施策（${lastChange(snapshot.at)} 現在）と比べました。モデル ${snapshot.model}。まだ何も保存していません。`,
      `Compared with ${snapshot.measureCount} measures (as of ${lastChange(snapshot.at)}), model ${snapshot.model}. Nothing is saved yet.`,
    ),
  ];
}

/** @param {boolean} isAnythingAlike */
function meaning(isAnythingAlike) {
  if (!isAnythingAlike)
    return say(
      "近い順に示します。対象者や目的を書き足すと、より確かに比べられます。",
      "The nearest first. State for whom it is and what for, and the comparison is surer.",
    );
  return say(
    "近い順です。機械の提案であり、判断ではありません。理由のある重なりもあります。担当の部局に相談してください。",
    "The nearest first. This is a machine's proposal, no verdict: overlap may be warranted. Talk to the department in charge.",
  );
}

/**
 * @param {Similar} similar
 * @param {Choices} lists
 */
function card({ existing, grade, why, areas, targets, texts }, lists) {
  const { measure } = existing;
  return element(
    "article",
    { class: "card" },
    element("h3", {}, tag(grade), " ", told(existing.name)),
    element("p", {}, told(why)),
    facts([
      [say("部局", "Department"), nameIn(lists.departments, existing.department)],
      [say("所管", "Unit in charge"), measure?.ownerUnit && told(measure.ownerUnit.name)],
      [say("対象者", "For whom"), element("span", { lang: "ja" }, targets.join("、"))],
      [say("対象地域", "Where"), element("span", { lang: "ja" }, areas.join("、"))],
      [say("予算", "Budget"), existing.budget !== null && yen(existing.budget)],
      [say("出典", "Sources"), measure && sourceLinks(measure.sources)],
    ]),
    element(
      "details",
      { open: grade !== "NEAR" },
      element("summary", {}, say("文章を並べて見る", "Side by side")),
      sideBySide(texts),
    ),
  );
}
