/** Kept snapshots, and other times: which measures the pages of the audit look at. */

import { ask } from "../ask.js";
import { choices } from "../choices.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { auditAway } from "../parts/away.js";
import { facts } from "../parts/facts.js";
import { lastChange, moment, number } from "../parts/formats.js";
import { scopeOf } from "../parts/look-bar.js";
import { missingFields } from "../parts/missing-fields.js";
import { pager, startOf } from "../parts/pager.js";
import { hint, lead } from "../parts/paragraphs.js";
import { addressOf } from "../router.js";
import { momentForm, takingForm } from "./snapshot-forms.js";

/** @import { KeptSnapshot } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
/** @import { Page } from "../router.js" */

const size = 20;

/** @type {Page} */
export const snapshotsPage = {
  title: () => say("スナップショット", "Snapshots"),
  async show(query) {
    const after = startOf(query);
    const [{ auditSnapshots: found }, lists] = await Promise.all([
      ask("snapshots", { first: size + 1, after }),
      choices(),
    ]);
    if (!found) return auditAway();
    return [
      introduction(),
      element(
        "details",
        {},
        element("summary", {}, say("現在の施策を保存する", "Keep the measures as they are now")),
        takingForm(lists),
      ),
      element("details", {}, element("summary", {}, say("ある時点を見る", "Look at a moment")), momentForm()),
      element("h2", {}, say("保存したもの", "Kept")),
      found.length === 0 && element("p", {}, say("まだありません。", "There is none yet.")),
      element(
        "ol",
        { class: "cards" },
        found.slice(0, size).map((each) => element("li", {}, card(each, lists))),
      ),
      pager({ path: "/snapshots", query, after, size, hasMore: found.length > size }),
    ];
  },
};

function introduction() {
  return [
    lead(
      "凍結して保存した根拠データです。同じスナップショットからは、いつでもまったく同じ結果が出ます。",
      "Sets of measures, frozen and kept. The same snapshot gives the same results to the bit, at any time.",
    ),
    hint(
      "監査意見案を提出したときや、ブラインド評価の組を抽出したときも、その根拠データが保存されます。",
      "A proposal, and a sample for blind labelling, keep what they rest on as well.",
    ),
  ];
}

/**
 * @param {KeptSnapshot} snapshot
 * @param {Choices} lists
 */
function card(snapshot, lists) {
  const { id, at, takenAt, measureCount, model, missing } = snapshot;
  const to = (/** @type {string} */ path, /** @type {string} */ text) =>
    element("a", { href: addressOf(path, { snapshot: id }) }, text);
  return element(
    "article",
    { class: "card" },
    element("h3", {}, element("a", { href: addressOf("/overlap", { snapshot: id }) }, titleOf(takenAt))),
    facts([
      [say("ID（中身のハッシュ）", "Id (hash of its content)"), element("code", {}, id)],
      [say("施策", "Measures"), number(measureCount)],
      [say("範囲", "Scope"), scopeOf(snapshot, lists)],
      [say("最後の変更", "Last change"), lastChange(at)],
      [say("モデル", "Model"), element("code", {}, model)],
    ]),
    missingFields(missing),
    element(
      "p",
      { class: "links" },
      to("/overlap", say("重なり", "Overlap")),
      to("/pairs", say("似た組", "Pairs")),
      to("/gaps", say("施策の空白", "Gaps")),
      to("/exports", say("書き出し", "Export")),
    ),
  );
}

/** @param {string | null} takenAt */
function titleOf(takenAt) {
  return takenAt === null
    ? say("スナップショット", "Snapshot")
    : say(`${moment(takenAt)} に保存`, `Kept ${moment(takenAt)}`);
}
