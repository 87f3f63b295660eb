/** What has become of the actions. */
import { ask } from "../ask.js";
import { choices, nameIn } from "../choices.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { auditAway } from "../parts/away.js";
import { facts } from "../parts/facts.js";
import { number, partlyKnown } from "../parts/formats.js";
import { table } from "../parts/table.js";
import { word } from "../parts/words.js";
import { addressOf } from "../router.js";

/** @import { FollowUp } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
/** @import { Page } from "../router.js" */

/** @type {Page} */
export const followUpPage = {
  title: () => say("対応の状況", "Follow-up"),
  async show() {
    const [{ followUp }, lists] = await Promise.all([ask("follow-up"), choices()]);
    if (!followUp) return auditAway();
    const { areas, areasAddressed, byStatus } = followUp;
    return [
      facts([
        [say("対応のある判断", "Decisions with actions"), number(areas)],
        [say("すべて済んだもの", "All of them addressed"), number(areasAddressed)],
        [say("節減の見込み", "Estimated saving"), saving(followUp, "estimated")],
        [say("実際の節減", "Realised saving"), saving(followUp, "realised")],
      ]),
      table({
        caption: say("状態ごとの対応の数", "Actions by status"),
        headings: [say("状態", "Status"), say("数", "Actions")],
        rows: byStatus.map(({ status, actions }) => [word(status), number(actions)]),
      }),
      late(followUp, lists),
    ];
  },
};

/**
 * @param {FollowUp} followUp
 * @param {"estimated" | "realised"} kind
 */
function saving({ areas, ...sums }, kind) {
  if (areas === 0) return say("対応なし", "no actions");
  return kind === "estimated"
    ? partlyKnown(sums.estimatedSaving, sums.estimatedSavingUnknown)
    : partlyKnown(sums.realisedSaving, sums.realisedSavingUnknown);
}

/**
 * @param {FollowUp} followUp
 * @param {Choices} lists
 */
function late({ overdue }, { departments }) {
  if (overdue.length === 0) return element("p", {}, say("期限を過ぎた対応はありません。", "No action is late."));
  return table({
    caption: say("期限を過ぎた対応", "Actions that are late"),
    headings: [
      say("内容", "What"),
      say("部局", "Department"),
      say("担当", "In charge"),
      say("期限", "Due"),
      say("状態", "Status"),
    ],
    rows: overdue.map(({ text, decisionId, department, owner, dueOn, status }) => [
      element("a", { href: addressOf("/decision", { id: decisionId }) }, text),
      nameIn(departments, department),
      owner,
      dueOn,
      word(status),
    ]),
  });
}
