/** Department by department: how many pairs of measures are alike. */

import { ask } from "../ask.js";
import { choices, nameIn } from "../choices.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { addressHere, lookIn } from "../look.js";
import { auditAway } from "../parts/away.js";
import { facts } from "../parts/facts.js";
import { atStake, lastChange, number } from "../parts/formats.js";
import { lookBar } from "../parts/look-bar.js";
import { missingFields } from "../parts/missing-fields.js";
import { lead } from "../parts/paragraphs.js";
import { table } from "../parts/table.js";
import { unknownBudgets } from "../parts/unknown-budgets.js";
import { word } from "../parts/words.js";

/** @import { DepartmentOverlap, Matrix } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
/** @import { Page } from "../router.js" */

/** @type {Page} */
export const matrixPage = {
  title: () => say("重なりの監査", "Overlap audit"),
  async show(query) {
    const [{ overlapMatrix }, lists] = await Promise.all([ask("matrix", lookIn(query)), choices()]);
    if (!overlapMatrix) return auditAway();
    return [
      lookBar(overlapMatrix.snapshot, lists),
      lead(
        "部局どうしで似ている施策の組の数です。数を選ぶと組の一覧に移ります。",
        "How many pairs of measures are alike, department by department. Choose a number to see the pairs.",
      ),
      matrixTable(overlapMatrix, lists),
      element(
        "p",
        {},
        element(
          "a",
          { class: "button", href: addressHere("/pairs", { across: true }) },
          say("部局をまたぐ組を見る", "See the pairs across departments"),
        ),
        " ",
        element(
          "a",
          { class: "button second", href: addressHere("/families") },
          say("横並びと一つの制度を見る", "See siblings and parts of one scheme"),
        ),
      ),
      about(overlapMatrix),
    ];
  },
};

/**
 * @param {Matrix} matrix
 * @param {Choices} lists
 */
function matrixTable({ departments: cells }, lists) {
  const codes = [...new Set(cells.flatMap(({ department, other }) => [department, other]))].sort();
  const most = Math.max(1, ...cells.map(({ pairs }) => pairs));
  const names = codes.map((code) => nameIn(lists.departments, code));
  return table({
    caption: say(
      "部局別の似た組の数（重複・類似・分散・横並び）",
      "Pairs by department (duplication · overlap · fragmentation · siblings)",
    ),
    kind: "matrix",
    headings: [say("部局", "Department"), ...names],
    rows: codes.map((one, row) => [names[row], ...codes.map((other) => content(cellOf(cells, one, other), most))]),
  });
}

/**
 * @param {readonly DepartmentOverlap[]} cells each pair of departments once
 * @param {string} one
 * @param {string} other
 */
function cellOf(cells, one, other) {
  return cells.find(({ department: a, other: b }) => (a === one && b === other) || (a === other && b === one));
}

/**
 * @param {DepartmentOverlap | undefined} cell
 * @param {number} most
 */
function content(cell, most) {
  if (!cell || cell.pairs === 0) return element("span", { class: "none" }, "0");
  const { department, other, pairs, duplications, overlaps, fragmentations, siblings } = cell;
  const parts = [
    [word("DUPLICATION"), duplications],
    [word("OVERLAP"), overlaps],
    [word("FRAGMENTATION"), fragmentations],
    [word("SIBLING"), siblings],
  ];
  const said = parts.map(([name, count]) => `${name} ${count}`).join(say("、", ", "));
  return element(
    "a",
    {
      class: `cell heat-${Math.ceil((pairs / most) * 4)}`,
      href: addressHere("/pairs", { department, other }),
      title: said,
    },
    element("strong", {}, number(pairs)),
    element("span", { class: "visually-hidden" }, say(` 組（${said}）`, ` pairs (${said})`)),
    element("small", { "aria-hidden": "true" }, `${duplications} · ${overlaps} · ${fragmentations} · ${siblings}`),
  );
}

/** @param {Matrix} matrix */
function about({ snapshot, pairCount, budget }) {
  return [
    element("h2", {}, say("根拠データ", "What it is about")),
    facts([
      [say("施策", "Measures"), number(snapshot.measureCount)],
      [say("似た組", "Pairs"), number(pairCount)],
      [say("関係予算", "Budget at stake"), budget.known !== null && atStake(budget)],
      [say("最後の変更", "Last change"), lastChange(snapshot.at)],
      [say("根拠データの番号", "Snapshot"), element("code", {}, snapshot.id)],
      [say("モデル", "Model"), element("code", {}, snapshot.model)],
    ]),
    unknownBudgets(budget.unknown),
    missingFields(snapshot.missing),
  ];
}
