/** Blind labelling: draws a sample, and shows one's own with how far each is. */

import { ask } from "../ask.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { auditAway } from "../parts/away.js";
import { facts } from "../parts/facts.js";
import { moment, number } from "../parts/formats.js";
import { lead } from "../parts/paragraphs.js";
import { addressOf } from "../router.js";
import { drawForm } from "./draw-form.js";
import { progress } from "./progress.js";

/** @import { ListedLabelling } from "../answers.d.ts" */
/** @import { Page } from "../router.js" */

/** @type {Page} */
export const labellingsPage = {
  title: () => say("ブラインド評価", "Blind labelling"),
  async show() {
    const { labellings } = await ask("labellings");
    if (!labellings) return auditAway();
    return [
      introduction(),
      element("h2", {}, say("組を抽出する", "Draw pairs")),
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
    lead(
      "機械の点数を見ずに、二つの施策が似ているかを答えます。答えから機械の点数を較正します。",
      "Say whether two measures are alike without seeing the machine's score. The score is calibrated by what you say.",
    ),
    element(
      "p",
      {},
      element("a", { href: "#/calibration" }, say("学んだこと（較正）を見る", "See what was learned (calibration)")),
    ),
  ];
}

/** @param {ListedLabelling} labelling */
function card({ id, drawnAt, seed, controlPercent, size, judged, snapshot }) {
  const isDone = judged === size;
  return element(
    "article",
    { class: "card" },
    element("h3", {}, say(`${moment(drawnAt)} に抽出したもの`, `Drawn ${moment(drawnAt)}`)),
    progress(judged, size),
    facts([
      [say("乱数シード", "Seed"), element("code", {}, String(seed))],
      [say("対照の割合", "Control"), `${number(controlPercent)} %`],
      [say("根拠データ", "Snapshot"), element("code", {}, snapshot.id)],
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
