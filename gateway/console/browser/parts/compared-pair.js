/** Two measures side by side, and why they are held to be alike. */
import { element } from "../element.js";
import { plain, say, toldInFull } from "../language.js";
import { evidenceOf } from "./evidence.js";
import { facts } from "./facts.js";
import { percent, yen } from "./formats.js";
import { measureFacts } from "./measure-facts.js";
import { pairFacts } from "./pair-facts.js";
import { sourceLinks } from "./sources.js";
import { pairTags } from "./tag.js";
import { countUnknown, unknownBudgets } from "./unknown-budgets.js";

/** @import { ComparedMeasure, EvidencedPair, Localised } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */

/**
 * @param {EvidencedPair} pair
 * @param {Choices} lists
 */
export function comparedPair(pair, lists) {
  return [
    summary(pair),
    pairFacts(pair),
    unknownBudgets(countUnknown([pair.a, pair.b])),
    element("div", { class: "two" }, side(pair.a, lists), side(pair.b, lists)),
    evidence(pair, lists),
  ];
}

/** @param {EvidencedPair} pair */
function summary({ class: found, state, bits: weight, probability, isClassDoubted, facts: { isOneScheme } }) {
  const likely =
    probability === null
      ? say(
          "確率は、判断が 50 件、そのうち似ているものと似ていないものが 20 件ずつになるまで示しません",
          "No probability before there are 50 judgements, 20 of either kind",
        )
      : say(`似ている確率 ${percent(probability)}`, `Probability ${percent(probability)}`);
  return [
    pairTags({ class: isOneScheme ? "ONE_SCHEME" : found, state, bits: weight, isClassDoubted }),
    element("p", { class: "hint" }, likely),
  ];
}

/**
 * @param {ComparedMeasure} compared
 * @param {Choices} lists
 */
function side(compared, lists) {
  const { name, code, version, budget, measure } = compared;
  return element(
    "section",
    { class: "card" },
    element("h2", {}, toldInFull(name)),
    facts([
      ...measureFacts(compared, lists),
      [say("予算", "Budget"), budget !== null && yen(budget)],
      [say("番号", "Number"), say(`${code}（第 ${version} 版）`, `${code}, version ${version}`)],
      [say("出典", "Sources"), measure && sourceLinks(measure.sources)],
    ]),
  );
}

/**
 * @param {EvidencedPair} pair
 * @param {Choices} lists
 */
function evidence(pair, lists) {
  const quoted = (/** @type {Localised} */ name) => say(`「${plain(name)}」`, `“${plain(name)}”`);
  const names = { a: quoted(pair.a.name), b: quoted(pair.b.name) };
  return [
    element("h2", {}, say("根拠と違い", "Evidence, and what differs")),
    evidenceOf(pair.evidence, names, lists),
    element("p", { class: "hint" }, say("モデル ", "Model "), element("code", {}, pair.evidence.version)),
  ];
}
