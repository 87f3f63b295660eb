/** Blind labelling: draws a sample, and shows one's own with how far each is. */
import { ask } from "../ask.js";
import { element } from "../element.js";
import { plain, say } from "../language.js";
import { auditAway } from "../parts/away.js";
import { facts } from "../parts/facts.js";
import { field, textInput } from "../parts/fields.js";
import { form } from "../parts/form.js";
import { moment, number } from "../parts/formats.js";
import { readWhole } from "../parts/read-number.js";
import { addressOf, go } from "../router.js";
import { progress } from "./progress.js";

/** @import { ListedLabelling } from "../answers.d.ts" */
/** @import { FieldError } from "../parts/form.js" */
/** @import { Page } from "../router.js" */

/** @type {Page} */
export const labellingsPage = {
  title: () => say("盲検評価", "Blind labelling"),
  async show() {
    const { labellings } = await ask("labellings");
    if (!labellings) return auditAway();
    return [
      introduction(),
      element("h2", {}, say("組を引く", "Draw pairs")),
      drawForm(),
      element("h2", {}, say("あなたの抽出", "Your samples")),
      labellings.length === 0 && element("p", {}, say("まだありません。", "There is none yet.")),
      element(
        "ol",
        { class: "cards" },
        labellings.map((each) => element("li", {}, card(each))),
      ),
    ];
  },
};

function introduction() {
  return [
    element(
      "p",
      { class: "lead" },
      say(
        "機械の点数を見ずに、二つの施策が似ているかを答えます。答えから機械の点数を較正します。",
        "Say whether two measures are alike without seeing the machine's score. The score is calibrated by what you say.",
      ),
    ),
    element(
      "p",
      {},
      element("a", { href: "#/calibration" }, say("学んだこと（較正）を見る", "See what was learned (calibration)")),
    ),
  ];
}

function drawForm() {
  const whole = (/** @type {string} */ value) => textInput({ value, inputmode: "numeric", size: "short" });
  return form({
    submit: say("引く", "Draw"),
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
        label: say("種", "Seed"),
        hint: say(
          "空けておけばハブが選び、残します。同じ集まりとラベルから、同じ種は同じ組を引きます。",
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
      say(`種は 0 から ${largestSeed} までの整数で入力してください`, `Enter the seed, from 0 to ${largestSeed}`),
    ],
  ];
  return found.flatMap(([isWrong, field, message]) => (isWrong ? [{ field, message }] : []));
}

/** @param {ListedLabelling} labelling */
function card({ id, drawnAt, seed, controlPercent, size, judged, snapshot }) {
  const isDone = judged === size;
  return element(
    "article",
    { class: "card" },
    element("h3", {}, say(`${moment(drawnAt)} に引いたもの`, `Drawn ${moment(drawnAt)}`)),
    progress(judged, size),
    facts([
      [say("種", "Seed"), element("code", {}, String(seed))],
      [say("対照の割合", "Control"), `${number(controlPercent)} %`],
      [say("もとになった集まり", "Snapshot"), element("code", {}, snapshot.id)],
    ]),
    element(
      "p",
      {},
      isDone
        ? element("a", { href: addressOf("/label", { id, pair: 1 }) }, say("見直す", "Look at it again"))
        : element(
            "a",
            { class: "button", href: addressOf("/label", { id }) },
            judged === 0 ? say("始める", "Begin") : say("続ける", "Go on"),
          ),
    ),
  );
}
