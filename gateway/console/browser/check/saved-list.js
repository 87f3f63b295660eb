/** Checks that were saved: to a department its own, to auditors all. */
import { ask } from "../ask.js";
import { choices, nameIn } from "../choices.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { auditAway } from "../parts/away.js";
import { moment } from "../parts/formats.js";
import { pager, startOf } from "../parts/pager.js";
import { lead } from "../parts/paragraphs.js";
import { table } from "../parts/table.js";
import { addressOf } from "../router.js";
import { isAuditor } from "../who.js";
import { numberText } from "./number-text.js";

/** @import { ListedCheck } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
/** @import { Page } from "../router.js" */

const size = 20;

/** @type {Page} */
export const savedChecksPage = {
  title: () => say("保存した重複確認書", "Saved check sheets"),
  async show(query) {
    const after = startOf(query);
    const [{ savedChecks }, lists] = await Promise.all([ask("saved-checks", { first: size + 1, after }), choices()]);
    if (!savedChecks) return auditAway();
    return [
      isAuditor()
        ? lead("すべての部局が保存したものです。新しい順です。", "Those of all departments, the latest first.")
        : lead("あなたの部局が保存したものです。新しい順です。", "Those of your department, the latest first."),
      savedChecks.length === 0
        ? element("p", {}, say("まだありません。", "There is none yet."))
        : list(savedChecks.slice(0, size), lists),
      pager({ path: "/saved-checks", query, after, size, hasMore: savedChecks.length > size }),
    ];
  },
};

/**
 * @param {readonly ListedCheck[]} checks
 * @param {Choices} lists
 */
function list(checks, lists) {
  return table({
    caption: say("重複確認書", "Check sheets"),
    headings: [say("番号", "Number"), say("計画", "The plan"), say("確認した時", "When"), say("照会者", "Who asked")],
    rows: checks.map((check) => [
      element("a", { href: addressOf("/check-sheet", { id: check.id }) }, numberText(check)),
      element("span", { lang: "ja" }, check.title),
      moment(check.savedAt),
      askedBy(check, lists),
    ]),
  });
}

/**
 * @param {ListedCheck} check
 * @param {Choices} lists
 */
function askedBy({ department, isOwn }, lists) {
  const from = department === null ? say("監査担当", "auditor") : nameIn(lists.departments, department);
  return isOwn ? say(`${from}（自分）`, `${from} (you)`) : from;
}
