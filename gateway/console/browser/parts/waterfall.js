/** The evidence step by step: each bar begins where the one before has ended, and the last is the whole. */
import { nameIn } from "../choices.js";
import { say } from "../language.js";
import { drawing } from "./drawing.js";
import { bits, percent } from "./formats.js";
import { table } from "./table.js";
import { word } from "./words.js";

/** @import { Step } from "../answers.d.ts" */
/** @import { Choices, ListName } from "../choices.js" */

/**
 * @param {readonly Step[]} steps
 * @param {Choices} lists
 */
export function waterfall(steps, lists) {
  const ends = runningSums(steps);
  const scale = scaleOf(ends);
  const sum = ends.at(-1) ?? 0;
  return table({
    caption: say(
      "類似度の内訳（足すと全体のスコアになる）",
      "The evidence, step by step (bits that add up to the whole)",
    ),
    kind: "waterfall",
    headings: [say("根拠", "Evidence"), say("何が", "What"), say("スコア", "Bits"), say("図", "Bar")],
    rows: steps.map((step, index) => {
      const [from, to] = [ends[index - 1] ?? 0, ends[index] ?? 0];
      return [kindOf(step), contentOf(step, lists), bits(step.bits), bar(from, to, scale)];
    }),
    total: [say("合計", "Total"), "", bits(sum), bar(0, sum, scale)],
  });
}

/** @param {readonly Step[]} steps */
function runningSums(steps) {
  let sum = 0;
  return steps.map((step) => {
    sum += step.bits;
    return sum;
  });
}

/** @typedef {{ least: number, width: number }} Scale */

/** @param {readonly number[]} ends @returns {Scale} */
function scaleOf(ends) {
  const [least, most] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  return { least, width: most - least || 1 };
}

/** @param {Step} step */
function kindOf({ kind, facet }) {
  if (kind === "prior") return say("事前確率", "Before looking");
  if (kind === "text") return say("文章", "Text");
  return word(facet ?? kind);
}

/** Which list names the values of a facet. @type {Readonly<Record<string, ListName>>} */
const listOfFacet = {
  targetGroup: "targetGroups",
  industry: "industries",
  instrument: "instruments",
  pillar: "pillars",
};

/**
 * @param {Step} step
 * @param {Choices} lists
 */
function contentOf({ kind, cosine, facet, shared }, lists) {
  if (kind === "prior") return say("二つの施策はふつう似ていない", "Two measures are seldom alike");
  if (kind === "text") return say(`文章の近さ ${percent(cosine)}`, `The texts are alike to ${percent(cosine)}`);
  if (!shared || shared.length === 0) return say("共通の値がない", "No value in common");
  const list = listOfFacet[facet ?? ""];
  return shared.map((code) => (list ? nameIn(lists[list], code) : code)).join(say("、", ", "));
}

const drawn = { width: 200, height: 14 };

/**
 * The number beside it says the same to whoever does not see it.
 * @param {number} from
 * @param {number} to
 * @param {Scale} scale
 */
function bar(from, to, { least, width }) {
  const at = (/** @type {number} */ value) => ((value - least) / width) * drawn.width;
  const [left, right] = [Math.min(at(from), at(to)), Math.max(at(from), at(to))];
  const rectangle = {
    x: left,
    y: 1,
    width: Math.max(1, right - left),
    height: drawn.height - 2,
    class: to < from ? "less" : "more",
  };
  return drawing(
    "svg",
    { viewBox: `0 0 ${drawn.width} ${drawn.height}`, class: "bar-picture", "aria-hidden": "true" },
    drawing("rect", rectangle),
    drawing("line", { x1: at(0), x2: at(0), y1: 0, y2: drawn.height, class: "zero" }),
  );
}
