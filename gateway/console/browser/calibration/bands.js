/** How often pairs of so many bits were held to be alike, with what the bits say of it before and after recalibration. */
import { say } from "../language.js";
import { number, percent } from "../parts/formats.js";
import { table } from "../parts/table.js";

/** @import { Band } from "../answers.d.ts" */

/**
 * @param {string} caption
 * @param {readonly Band[]} bands
 */
export function bandTable(caption, bands) {
  const isLearned = bands.some(({ before }) => before !== null);
  return table({
    caption,
    kind: "bands",
    headings: [
      say("類似度（スコア）", "Weight (bits)"),
      say("判断", "Judgements"),
      say("似ている", "Alike"),
      say("割合", "Share"),
      say("95 % 区間", "95 % interval"),
      ...(isLearned ? [say("較正の前", "Before"), say("較正の後", "After")] : []),
    ],
    rows: bands.map((band) => [
      rangeOf(band),
      number(band.labels),
      number(band.alike),
      shareOf(band.precision),
      band.low === null || band.high === null ? "–" : `${percent(band.low)} – ${percent(band.high)}`,
      ...(isLearned ? [shareOf(band.before), shareOf(band.after)] : []),
    ]),
  });
}

/** @param {Band} band */
function rangeOf({ from, below }) {
  if (from === null) return say(`${below} 未満`, `below ${below}`);
  return below === null
    ? say(`${from} 以上`, `${from} and more`)
    : say(`${from} 以上 ${below} 未満`, `${from} to below ${below}`);
}

/** @param {number | null} share */
function shareOf(share) {
  return share === null ? "–" : percent(share);
}
