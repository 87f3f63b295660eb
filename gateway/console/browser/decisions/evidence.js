/** What a decision rests on: the two measures as they were, for the auditors and for the departments that answer. */
import { ask } from "../ask.js";
import { choices } from "../choices.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { comparedPair } from "../parts/compared-pair.js";
import { addressOf } from "../router.js";

/** @import { Page } from "../router.js" */

/** @type {Page} */
export const evidencePage = {
  title: () => say("判断の根拠", "Evidence of the decision"),
  async show(query) {
    const id = query.get("id") ?? "";
    const [{ auditDecision: decision }, lists] = await Promise.all([ask("decision-evidence", { id }), choices()]);
    const back = element("a", { href: addressOf("/decision", { id }) }, say("判断へ戻る", "Back to the decision"));
    if (!decision?.pair)
      return [
        element("p", {}, say("この判断に、比べた二つの施策はありません。", "This decision compares no two measures.")),
        element("p", {}, back),
      ];
    return [
      element("p", {}, back),
      element(
        "p",
        { class: "hint" },
        say("判断したときの内容です。根拠データ ", "As they were decided on. Snapshot "),
        element("code", {}, decision.snapshotId),
      ),
      comparedPair(decision.pair, lists),
    ];
  },
};
