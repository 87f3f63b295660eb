/** A measure that a search found: where its words stand, and what led from what was typed to them. */
import { nameIn } from "../choices.js";
import { element } from "../element.js";
import { say, told } from "../language.js";
import { sourceLinks } from "../parts/sources.js";

/** @import { FoundMeasure, SearchHighlight, SearchHit, SearchReason } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */

/**
 * @param {SearchHit} hit
 * @param {Choices} lists
 */
export function foundCard({ node, match }, lists) {
  return element(
    "article",
    { class: "card" },
    heading(node, lists),
    match && !match.isCounted && element("p", { class: "hint" }, distantText()),
    match?.highlights.map(({ fragments }) => element("p", { lang: "ja" }, fragments.map(piece))),
    match && leads(match.reasons),
    match && match.missing.length > 0 && lacking(match.missing),
    sourceLinks(node.sources),
  );
}

function distantText() {
  return say(
    "近い意味の言葉だけで見つかりました（件数には入れていません）",
    "Found by related words only, and not counted",
  );
}

/**
 * @param {FoundMeasure} measure
 * @param {Choices} lists
 */
export function nearCard(measure, lists) {
  return element("article", { class: "card" }, heading(measure, lists), sourceLinks(measure.sources));
}

/**
 * @param {FoundMeasure} measure
 * @param {Choices} lists
 */
function heading({ name, department }, lists) {
  return [
    element("p", { class: "hint" }, nameIn(lists.departments, department.code)),
    element("h3", { class: "small" }, told(name)),
  ];
}

/** @param {SearchHighlight["fragments"][number]} fragment */
function piece({ text, isMarked }) {
  return isMarked ? element("mark", {}, text) : text;
}

/** What stands there as it was typed needs no word. @param {readonly SearchReason[]} reasons */
function leads(reasons) {
  const led = reasons.filter(({ typed, found }) => typed !== found);
  if (led.length === 0) return null;
  const told = led.map(({ typed, found, kind }) => `「${typed}」→「${found}」（${kindOf(kind)}）`);
  return element("p", { class: "hint reasons" }, say("見つけた理由：", "Found by: "), told.join(say("、", ", ")));
}

/** @param {readonly string[]} words */
function lacking(words) {
  const joined = words.map((each) => `「${each}」`).join("");
  return element("p", { class: "hint" }, say(`この施策にない言葉：${joined}`, `Without ${joined}`));
}

/** @param {SearchReason["kind"]} kind */
function kindOf(kind) {
  switch (kind) {
    case "READING":
      return say("読み", "reading");
    case "SYNONYM":
    case "GENERAL":
      return say("同じ意味の言葉", "synonym");
    case "NARROWER":
      return say("より狭い意味の言葉", "narrower word");
    case "WIDER":
      return say("より広い意味の言葉", "wider word");
    case "DISTANT":
      return say("近い意味の言葉", "related word");
    case "PART":
    case "APART":
      return say("言葉の一部", "part of it");
    case "EXACT":
      return say("活用した形", "inflected form");
  }
}
