/** The curve of calibration, beside what was judged in each band; the tables say the same in numbers. */
import { element } from "../element.js";
import { say } from "../language.js";
import { drawing } from "../parts/drawing.js";
import { percent } from "../parts/formats.js";
import { oddsOf } from "./odds.js";

/** @import { Band, Calibration, CurvePoint } from "../answers.d.ts" */

const drawn = { width: 420, height: 270 };
const frame = { left: 44, right: 410, top: 10, bottom: 224 };
const range = { least: -10, most: 30 };

/** @param {Calibration} calibration */
export function chart({ curve, bands }) {
  const name = curve
    ? say("スコアごとの、似ている確率", "Probability of being alike, by weight")
    : say("スコアごとの、似ているとされた割合", "Share held to be alike, by weight");
  const picture = drawing(
    "svg",
    { viewBox: `0 0 ${drawn.width} ${drawn.height}`, class: "curve", role: "img", "aria-label": altOf(name) },
    ...axes(),
    ...(curve ? curves(curve) : []),
    ...bands.flatMap(mark),
  );
  return element("figure", {}, element("figcaption", {}, name), picture, legend(curve !== null));
}

/** @param {string} name */
function altOf(name) {
  return say(`${name}。数は下の表にあります。`, `${name}. The tables below have the numbers.`);
}

/** @param {number} bits */
function across(bits) {
  const within = Math.min(Math.max(bits, range.least), range.most);
  return round(frame.left + ((within - range.least) / (range.most - range.least)) * (frame.right - frame.left));
}

/** @param {number} share */
function up(share) {
  return round(frame.bottom - share * (frame.bottom - frame.top));
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}

function axes() {
  const levels = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    drawing("line", { x1: frame.left, x2: frame.right, y1: up(share), y2: up(share), class: "grid" }),
    drawing("text", { x: frame.left - 6, y: up(share) + 4, "text-anchor": "end" }, percent(share)),
  ]);
  const weights = [-10, 0, 10, 20, 30].map((bits) =>
    drawing("text", { x: across(bits), y: frame.bottom + 18, "text-anchor": "middle" }, String(bits).replace("-", "−")),
  );
  const middle = (frame.left + frame.right) / 2;
  const title = drawing(
    "text",
    { x: middle, y: drawn.height - 6, "text-anchor": "middle" },
    say("類似度（スコア）", "Weight (bits)"),
  );
  return [...levels, ...weights, title];
}

/** @param {readonly CurvePoint[]} curve */
function curves(curve) {
  const line = (/** @type {(point: CurvePoint) => number} */ shareOf, /** @type {string} */ kind) =>
    drawing("polyline", {
      points: curve.map((point) => `${across(point.bits)},${up(shareOf(point))}`).join(" "),
      class: kind,
    });
  return [line(({ bits }) => oddsOf(bits), "before"), line(({ probability }) => probability, "after")];
}

/**
 * What was judged in a band, with its interval.
 * @param {Band} band
 */
function mark({ meanBits, precision, low, high }) {
  if (meanBits === null || precision === null || low === null || high === null) return [];
  const x = across(meanBits);
  const end = (/** @type {number} */ share) =>
    drawing("line", { x1: x - 5, x2: x + 5, y1: up(share), y2: up(share), class: "interval" });
  return [
    drawing("line", { x1: x, x2: x, y1: up(low), y2: up(high), class: "interval" }),
    end(low),
    end(high),
    drawing("circle", { cx: x, cy: up(precision), r: 5, class: "judged" }),
  ];
}

/** @param {boolean} isLearned */
function legend(isLearned) {
  const judged = entry(
    drawing("circle", { cx: 15, cy: 7, r: 5, class: "judged" }),
    say("似ているとされた割合と 95 % 区間", "Share held to be alike, with its 95 % interval"),
  );
  if (!isLearned) return element("ul", { class: "legend" }, judged);
  return element(
    "ul",
    { class: "legend" },
    judged,
    entry(drawing("line", { x1: 0, x2: 30, y1: 7, y2: 7, class: "after" }), say("較正の後", "After recalibration")),
    entry(
      drawing("line", { x1: 0, x2: 30, y1: 7, y2: 7, class: "before" }),
      say("較正の前（スコアをオッズと読む）", "Before (bits read as odds)"),
    ),
  );
}

/**
 * @param {SVGElement} shape
 * @param {string} text
 */
function entry(shape, text) {
  const picture = drawing("svg", { viewBox: "0 0 30 14", class: "curve key", "aria-hidden": "true" }, shape);
  return element("li", {}, picture, text);
}
