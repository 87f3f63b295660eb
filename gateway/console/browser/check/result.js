/** What exists like a planned measure: where, for whom, and with what evidence. */

import { nameIn } from "../choices.js";
import { element } from "../element.js";
import { say, told } from "../language.js";
import { evidenceOf } from "../parts/evidence.js";
import { facts } from "../parts/facts.js";
import { bits, lastChange, yen } from "../parts/formats.js";
import { hint } from "../parts/paragraphs.js";
import { sourceLinks } from "../parts/sources.js";
import { tag } from "../parts/tag.js";

/** @import { Alike, Preview } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */

/**
 * @param {Preview} preview
 * @param {Choices} lists
 * @returns {readonly HTMLElement[]}
 */
export function resultOf({ alike, snapshot }, lists) {
  const count = alike.length;
  const heading = headingFor(count);
  return [
    element("h2", { tabindex: -1 }, heading),
    element("p", {}, meaning(count)),
    element(
      "ol",
      { class: "cards" },
      alike.map((each) => element("li", {}, card(each, lists))),
    ),
    hint(
      `${snapshot.measureCount} 件の施策（${lastChange(snapshot.at)} 現在）と比べました。モデル ${snapshot.model}。何も保存していません。`,
      `Compared with ${snapshot.measureCount} measures (as of ${lastChange(snapshot.at)}), model ${snapshot.model}. Nothing was saved.`,
    ),
  ];
}

/** @param {number} count */
function headingFor(count) {
  if (count === 0) return say("似た施策は見つかりませんでした", "Nothing like it was found");
  return say(
    `似た施策が ${count} 件あります`,
    count === 1 ? "One measure is like it" : `${count} measures are like it`,
  );
}

/** @param {number} count */
function meaning(count) {
  if (count === 0)
    return say(
      "書かれていない項目は比べていません。目的や内容を書き足すと、見つかることがあります。",
      "What was left empty was not compared. State more of the purpose and the description to be surer.",
    );
  return say(
    "近い順です。機械の提案であり、判断ではありません。理由のある重なりもあります。担当の部局に相談してください。",
    "The likest first. This is a machine's proposal, no verdict: overlap may be warranted. Talk to the department in charge.",
  );
}

/**
 * @param {Alike} alike
 * @param {Choices} lists
 */
function card({ existing, areas, targets, evidence, ...found }, lists) {
  const { measure } = existing;
  const names = { a: say("計画", "the plan"), b: say("既にある施策", "the existing measure") };
  return element(
    "article",
    { class: "card" },
    element("h3", {}, tag(found.class), " ", told(existing.name)),
    facts([
      [say("部局", "Department"), nameIn(lists.departments, existing.department)],
      [say("所管", "Unit in charge"), measure?.ownerUnit && told(measure.ownerUnit.name)],
      [say("内容", "Description"), measure?.summary && told(measure.summary)],
      [say("だれに", "For whom"), element("span", { lang: "ja" }, targets.join("、"))],
      [say("どこで", "Where"), element("span", { lang: "ja" }, areas.join("、"))],
      [say("予算", "Budget"), yen(existing.budget)],
      [say("根拠の重さ", "Weight of the evidence"), say(`${bits(found.bits)} ビット`, `${bits(found.bits)} bits`)],
      [say("出典", "Sources"), measure && sourceLinks(measure.sources)],
    ]),
    element(
      "details",
      { open: true },
      element("summary", {}, say("根拠と違い", "Evidence, and what differs")),
      evidenceOf(evidence, names, lists),
    ),
  );
}
