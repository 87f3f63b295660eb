/** The curve in numbers, for whoever does not see it or wants it exactly. */
import { element } from "../element.js";
import { say } from "../language.js";
import { bits, percent } from "../parts/formats.js";
import { table } from "../parts/table.js";
import { oddsOf } from "./odds.js";

/** @import { CurvePoint } from "../answers.d.ts" */

/** @param {readonly CurvePoint[]} curve */
export function curveTable(curve) {
  const caption = say("較正の曲線", "The curve of calibration");
  return element(
    "details",
    {},
    element("summary", {}, say("曲線を数で見る", "The curve in numbers")),
    table({
      caption,
      kind: "bands",
      headings: [say("類似度（スコア）", "Weight (bits)"), say("較正の前", "Before"), say("較正の後", "After")],
      rows: curve.map((point) => [bits(point.bits), percent(oddsOf(point.bits)), percent(point.probability)]),
    }),
  );
}
