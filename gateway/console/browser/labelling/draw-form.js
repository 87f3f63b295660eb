/** The form by which an auditor draws a sample: how many pairs, how many of them at random, and by which seed. */
import { ask } from "../ask.js";
import { plain, say } from "../language.js";
import { field, textInput } from "../parts/fields.js";
import { form } from "../parts/form.js";
import { readWhole } from "../parts/read-number.js";
import { addressOf, go } from "../router.js";

/** @import { FieldError } from "../parts/form.js" */

export function drawForm() {
  const whole = (/** @type {string} */ value) => textInput({ value, inputmode: "numeric", size: "short" });
  return form({
    submit: say("抽出する", "Draw"),
    fields: [
      field({ id: "size", label: say("組の数（1〜50）", "How many pairs (1 to 50)"), control: whole("20") }),
      field({
        id: "controlPercent",
        label: say("無作為の対照の割合（%）", "Share of the random control (%)"),
        hint: say(
          "残りは最も決めがたい組です。どれが対照かは示しません。",
          "The others are the most uncertain. Which are which is not shown.",
        ),
        control: whole("25"),
      }),
      field({
        id: "seed",
        label: say("乱数シード", "Seed"),
        hint: say(
          "空けておけばハブが選び、残します。同じ根拠データとラベルからは、同じ乱数シードで同じ組が抽出されます。",
          "Left empty, the hub chooses and keeps one. Of the same measures and labels, the same seed draws the same pairs.",
        ),
        control: whole(""),
      }),
    ],
    send: draw,
  });
}

/**
 * @param {FormData} given
 * @returns {Promise<readonly FieldError[]>}
 */
async function draw(given) {
  const text = (/** @type {string} */ name) => String(given.get(name) ?? "");
  const [size = -1, controlPercent = -1] = ["size", "controlPercent"].map((name) => readWhole(text(name)));
  const seed = text("seed").trim() === "" ? null : (readWhole(text("seed")) ?? -1);
  const errors = errorsIn({ size, controlPercent, seed });
  if (errors.length > 0) return errors;
  const { drawLabelling } = await ask("draw-labelling", { size, controlPercent, seed });
  const problems = drawLabelling?.problems ?? [];
  if (drawLabelling?.labelling) go(addressOf("/label", { id: drawLabelling.labelling.id }));
  return problems.map(({ message }) => ({ field: undefined, message: plain(message) }));
}

/** What the graph takes as a whole number. */
const largestSeed = 2 ** 31 - 1;

/**
 * @param {{ size: number, controlPercent: number, seed: number | null }} read
 * @returns {readonly FieldError[]}
 */
function errorsIn({ size, controlPercent, seed }) {
  const isWithin = (/** @type {number} */ value, /** @type {number} */ least, /** @type {number} */ most) =>
    value >= least && value <= most;
  /** @type {readonly (readonly [boolean, string, string])[]} */
  const found = [
    [
      !isWithin(size, 1, 50),
      "size",
      say("組の数は 1 から 50 までの整数で入力してください", "Enter how many pairs, from 1 to 50"),
    ],
    [
      !isWithin(controlPercent, 0, 100),
      "controlPercent",
      say("対照の割合は 0 から 100 までの整数で入力してください", "Enter the share of the control, from 0 to 100"),
    ],
    [
      seed !== null && !isWithin(seed, 0, largestSeed),
      "seed",
      say(
        `乱数シードは 0 から ${largestSeed} までの整数で入力してください`,
        `Enter the seed, from 0 to ${largestSeed}`,
      ),
    ],
  ];
  return found.flatMap(([isWrong, field, message]) => (isWrong ? [{ field, message }] : []));
}
