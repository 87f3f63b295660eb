/** The options of a decision side by side. */
import { say } from "../language.js";
import { yen } from "../parts/formats.js";
import { table } from "../parts/table.js";
import { word } from "../parts/words.js";

/** @import { Option } from "../answers.d.ts" */

/** @param {readonly Option[]} options */
export function optionTable(options) {
  if (options.length === 0) return null;
  return table({
    caption: say("対応案", "Options"),
    headings: [
      say("対応案", "What"),
      say("説明", "What it means"),
      say("節減の見込み", "Expected saving"),
      say("確かさ", "Confidence"),
      say("影響", "Effects"),
    ],
    rows: options.map((option) => [
      word(option.kind),
      option.text,
      savingOf(option),
      option.confidence === null ? say("示していない", "not stated") : word(option.confidence),
      option.effects ?? "",
    ]),
  });
}

/** @param {Option} option */
function savingOf({ savingFrom, savingTo }) {
  if (savingFrom === null && savingTo === null) return say("示していない", "not stated");
  if (savingFrom === null) return say(`${yen(savingTo)}まで`, `up to ${yen(savingTo)}`);
  if (savingTo === null) return say(`${yen(savingFrom)}から`, `from ${yen(savingFrom)}`);
  return say(`${yen(savingFrom)}～${yen(savingTo)}`, `${yen(savingFrom)} to ${yen(savingTo)}`);
}
