/** 重複確認書: a check that was saved, as it was answered then; to be linked and printed. */
import { ask } from "../ask.js";
import { choices, nameIn } from "../choices.js";
import { element } from "../element.js";
import { plain, say, told } from "../language.js";
import { facts } from "../parts/facts.js";
import { lastChange, moment, yen } from "../parts/formats.js";
import { hint } from "../parts/paragraphs.js";
import { table } from "../parts/table.js";
import { tag } from "../parts/tag.js";
import { countUnknown, unknownBudgets } from "../parts/unknown-budgets.js";
import { addressOf } from "../router.js";
import { who } from "../who.js";
import { numberText } from "./number-text.js";
import { planFacts } from "./plan-facts.js";
import { sideBySide } from "./side-by-side.js";

/** @import { SavedCheck, SavedNear } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
/** @import { Page } from "../router.js" */

/** @type {Page} */
export const checkSheetPage = {
  title: () => say("重複確認書", "Check sheet"),
  async show(query) {
    const [{ savedCheck }, lists] = await Promise.all([ask("saved-check", { id: query.get("id") ?? "" }), choices()]);
    if (!savedCheck) return [missing(), ways()];
    return [ways(true), sheet(savedCheck, lists)];
  },
};

function missing() {
  return element(
    "p",
    {},
    say(
      "この重複確認書はないか、あなたの部局のものではありません。",
      "There is no such check sheet, or it is not your department's.",
    ),
  );
}

/** @param {boolean} [canPrint] */
function ways(canPrint = false) {
  return element(
    "p",
    { class: "links screen-only" },
    canPrint && element("button", { type: "button", class: "button", click: () => print() }, say("印刷する", "Print")),
    canPrint && " ",
    element("a", { href: addressOf("/saved-checks") }, say("保存した重複確認書の一覧", "All saved check sheets")),
    element("a", { href: addressOf("/check") }, say("別の計画を確かめる", "Check another plan")),
  );
}

/**
 * @param {SavedCheck} check
 * @param {Choices} lists
 */
function sheet(check, lists) {
  const { result, plan } = check;
  const alike = result.nearest.filter(({ grade }) => grade !== "NEAR");
  const compared = alike.length > 0 ? alike : result.nearest.slice(0, 1);
  return element(
    "article",
    { class: "sheet" },
    approvalBoxes(),
    about(check, lists),
    element("h2", {}, say("確かめた計画", "The plan")),
    facts(planFacts(plan, lists)),
    element("h2", {}, say("結果", "Result")),
    element("p", {}, element("strong", {}, plain(result.message))),
    check.wasPreliminary && element("p", { class: "notice" }, preliminaryThen()),
    nearestTable(result.nearest, lists),
    unknownBudgets(countUnknown(result.nearest.map(({ existing }) => existing))),
    compared.length > 0 && element("h2", {}, say("文章の対照", "Side by side")),
    compared.map(({ existing, grade, texts }) =>
      element("section", {}, element("h3", {}, tag(grade), " ", told(existing.name)), sideBySide(texts)),
    ),
    limits(),
  );
}

/** Filled in by hand: who rules on a paper differs from office to office. */
function approvalBoxes() {
  const posts = ["部長", "課長", "主査", "担当"];
  return element(
    "table",
    { class: "boxes", lang: "ja" },
    element("caption", {}, "決裁欄"),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        posts.map((post) => element("th", { scope: "col" }, post)),
      ),
    ),
    element(
      "tbody",
      {},
      element(
        "tr",
        {},
        posts.map(() => element("td", {})),
      ),
    ),
  );
}

/**
 * @param {SavedCheck} check
 * @param {Choices} lists
 */
function about(check, lists) {
  const { savedAt, savedBy, department, isOwn, result } = check;
  const from = department === null ? say("監査担当", "auditor") : nameIn(lists.departments, department);
  const person = (isOwn && who()?.subject) || say(`利用者 ${savedBy.slice(0, 12)}`, `user ${savedBy.slice(0, 12)}`);
  const { snapshot } = result;
  return facts([
    [say("番号", "Number"), numberText(check)],
    [say("確認した日時", "When"), moment(savedAt)],
    [say("照会者", "Who asked"), say(`${from}（${person}）`, `${from} (${person})`)],
    [
      say("比べた施策", "Compared with"),
      say(
        `${snapshot.measureCount} 件（最後の変更 ${lastChange(snapshot.at)}）`,
        `${snapshot.measureCount} measures (last change ${lastChange(snapshot.at)})`,
      ),
    ],
    [say("根拠データ", "Snapshot"), element("code", {}, snapshot.id)],
    [say("モデル", "Model"), element("code", {}, snapshot.model)],
  ]);
}

/**
 * @param {readonly SavedNear[]} nearest
 * @param {Choices} lists
 */
function nearestTable(nearest, lists) {
  return table({
    caption: say("近い順", "The nearest first"),
    kind: "nearest",
    headings: [
      say("施策", "Measure"),
      say("段階", "Grade"),
      say("部局・所管", "Department, unit"),
      say("対象者・地域", "For whom, where"),
      say("理由", "Why"),
    ],
    rows: nearest.map(({ existing, grade, why, targets, areas }) => [
      [told(existing.name), existing.budget !== null && element("small", {}, ` ${yen(existing.budget)}`)],
      tag(grade),
      [nameIn(lists.departments, existing.department), existing.ownerUnit && [" ", told(existing.ownerUnit)]],
      element("span", { lang: "ja" }, [targets.join("、"), areas.join("、")].filter(Boolean).join(" / ")),
      told(why),
    ]),
  });
}

function preliminaryThen() {
  return say(
    "暫定：確認した時、監査はまだ部局の変更をすべて追い終えていませんでした。",
    "Preliminary: the audit had not yet followed all changes of the departments then.",
  );
}

function limits() {
  return hint(
    "保存した時の内容です。施策が後で変わっても、ここには表れません。機械の提案であり、判断ではありません。未記入の項目は比べられません。",
    "As it was when it was saved; what changes later does not show here. A machine's proposal, no verdict. What is not stated cannot be compared.",
  );
}
