/** Why two measures are held to be alike, and what differs. */
import { element } from "../element.js";
import { say } from "../language.js";
import { percent } from "./formats.js";
import { waterfall } from "./waterfall.js";

/** @import { Evidence } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */

/**
 * @param {Evidence} evidence
 * @param {{ a: string, b: string }} names what the two are called
 * @param {Choices} lists
 */
export function evidenceOf(evidence, names, lists) {
  const { goals, activities, beneficiaries } = evidence;
  return [
    element(
      "dl",
      { class: "facts" },
      phrases(say("共通の言い回し", "Phrases that both have"), evidence.shared, "shared"),
      phrases(say(`${names.a}だけの言い回し`, `Only in: ${names.a}`), evidence.onlyA),
      phrases(say(`${names.b}だけの言い回し`, `Only in: ${names.b}`), evidence.onlyB),
    ),
    element(
      "dl",
      { class: "facts likeness" },
      likeness(say("目的の近さ", "Goals alike"), goals),
      likeness(say("活動の近さ", "Activities alike"), activities),
      likeness(say("対象の近さ", "Beneficiaries alike"), beneficiaries),
    ),
    waterfall(evidence.waterfall, lists),
  ];
}

/**
 * @param {string} name
 * @param {readonly string[]} texts
 * @param {string} [kind]
 */
function phrases(name, texts, kind = "") {
  const list = texts.map((text) => element("li", { lang: "ja" }, text));
  const none = say("なし", "none");
  return [
    element("dt", {}, name),
    element("dd", {}, list.length > 0 ? element("ul", { class: `phrases ${kind}` }, list) : none),
  ];
}

/**
 * @param {string} name
 * @param {number | null} share
 */
function likeness(name, share) {
  const meter = share !== null && element("meter", { min: 0, max: 1, value: share, "aria-hidden": "true" });
  return element("div", {}, element("dt", {}, name), element("dd", {}, percent(share), meter));
}
