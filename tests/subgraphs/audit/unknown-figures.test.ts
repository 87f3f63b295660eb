/** What is not known stays unknown through every sum, table, export and page, and is never 0 there. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { MeasureInput } from "#kit/records/record.ts";
import { readTable } from "#kit/tabular/read-table.ts";
import { budgetAtStake } from "../../../subgraphs/audit/analysis/budget.ts";
import { type Cases, noCases } from "../../../subgraphs/audit/cases/fold.ts";
import { followUpOf } from "../../../subgraphs/audit/cases/follow-up.ts";
import { pairTable } from "../../../subgraphs/audit/exports/pair-table.ts";
import { cellText, type Table } from "../../../subgraphs/audit/exports/table.ts";
import { aboutTable, actionTable, decisionTable, matrixTable } from "../../../subgraphs/audit/exports/tables.ts";
import { toWorkPaper } from "../../../subgraphs/audit/exports/work-paper.ts";
import { toWorkbook } from "../../../subgraphs/audit/exports/workbook.ts";
import { shownBudget } from "../../../subgraphs/audit/resolvers/shown.ts";
import { databases } from "../../support/databases.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { openAuditHouse } from "./audit-house.ts";
import { careTraining, others } from "./measures.ts";
import { viewOf } from "./views.ts";

/** The console's own words for sums. */
interface Formats {
  atStake(budget: { known: number | null; measures: number; unknown: number }): string;
  partlyKnown(known: number | null, unknown: number): string;
  lastChange(at: string | null): string;
}

let formats: Formats;

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: { lang: "" } } });
  formats = await import(new URL("../../../gateway/console/browser/parts/formats.js", import.meta.url).href);
});

/** Known figures are above 0, so that each 0 is one that stands for what is not known. */
const figure = fc.option(fc.integer({ min: 1, max: 1_000_000_000 }), { nil: null, freq: 2 });
const figures = fc.array(figure, { minLength: 2, maxLength: 4 });

function sumOf(all: readonly (number | null)[]): number | null {
  const known = all.filter((each) => each !== null);
  return known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0);
}

function measures(budgets: readonly (number | null)[]): readonly MeasureInput[] {
  return budgets.map((amount, index) => {
    const { budgets: _, ...rest } = careTraining;
    const measure = { ...rest, code: `W-${index}` };
    return amount === null ? measure : { ...measure, budgets: [{ fiscalYear: 2026, amount }] };
  });
}

function casesOf(savings: readonly (number | null)[]): Cases {
  const cases = noCases();
  const actions = savings.map((saving, index) => ({
    id: `action ${index}`,
    decisionId: "d",
    text: "改める",
    department: "welfare",
    owner: "課",
    dueOn: "2030-03-31",
    estimatedSaving: saving,
    status: "NOT_ADDRESSED" as const,
    note: null,
    realisedSaving: saving,
  }));
  cases.decisions.set("d", {
    findingId: "f",
    findingKind: "OVERLAP",
    snapshotId: "s",
    verdict: "CONFIRMED",
    class: "OVERLAP",
    bits: 1,
    warranted: false,
    reason: "理由",
    effects: null,
    options: savings.map((saving) => ({
      kind: "MERGE",
      text: "統合",
      savingFrom: saving,
      savingTo: saving,
      confidence: null,
      effects: null,
    })),
    measures: [],
    id: "d",
    state: "RELEASED",
    proposedAt: "2026-04-01T00:00:00.000Z",
    proposedBy: null,
    approvedAt: null,
    approvedBy: null,
    releasedAt: null,
    refusal: null,
    answers: [],
    actions,
    alerts: [],
  });
  return cases;
}

const made = { today: "2026-12-01", by: { subject: null, role: "auditor", department: null } };

/** The texts of the cells that are amounts, by the name of the table. */
function amountsIn({ name, columns, rows }: Table): readonly string[] {
  if (name === "概要")
    return rows.filter(([item]) => String(item).includes("（円）")).map((row) => cellText(row[1] ?? null));
  const at = columns.flatMap(({ heading }, index) => (heading.includes("（円）") ? [index] : []));
  return rows.flatMap((row) => at.map((index) => cellText(row[index] ?? null)));
}

function tablesOf(budgets: readonly (number | null)[], savings: readonly (number | null)[]) {
  // Words that every measure has say nothing of two of them.
  const exported = { view: viewOf({ welfare: measures(budgets), industry: others }), cases: casesOf(savings) };
  return {
    exported,
    tables: [aboutTable, matrixTable, pairTable, decisionTable, actionTable].map((table) => table(exported)),
  };
}

describe("what is not known", () => {
  test("is in no sum, and a sum of nothing that is known is not known", () => {
    fc.assert(
      fc.property(figures, figures, (budgets, savings) => {
        const stake = shownBudget(budgetAtStake(viewOf({ welfare: measures(budgets) }).measures.values()));
        const followed = followUpOf(casesOf(savings), "2026-12-01");

        const missing = (all: readonly (number | null)[]) => all.filter((each) => each === null).length;
        expect(stake).toMatchObject({ known: sumOf(budgets), unknown: missing(budgets) });
        expect(followed).toMatchObject({
          estimatedSaving: sumOf(savings),
          estimatedSavingUnknown: missing(savings),
          realisedSaving: sumOf(savings),
          realisedSavingUnknown: missing(savings),
        });
      }),
      { numRuns: 40 },
    );
  });

  test("is a word and no 0 in every cell of every table, and in the work paper", () => {
    fc.assert(
      fc.property(figures, figures, (budgets, savings) => {
        const { exported, tables } = tablesOf(budgets, savings);
        const amounts = tables.flatMap(amountsIn);
        const paper = toWorkPaper(exported, made).toString("utf8");

        expect(amounts).not.toContain("0");
        expect(amounts).not.toContain("");
        if (sumOf(budgets) === null) expect(amounts.filter((text) => text === "不明").length).toBeGreaterThan(2);
        for (const amount of amounts)
          expect(paper).toContain(amount === "不明" ? amount : `${Number(amount).toLocaleString("ja-JP")}`);
        expect(paper).not.toMatch(/[>（]0 (?:円|万円|億円)/u);
      }),
      { numRuns: 25 },
    );
  });

  test("is the same word in a workbook", async () => {
    const { tables } = tablesOf([null, null, 3_000_000], [null, null]);
    const file = path.join(temporaryFolder(), "export.xlsx");
    writeFileSync(file, await toWorkbook(tables, made.today));

    for (const table of tables) {
      const read: string[] = [];
      for await (const outcome of readTable(file, {}, { sheet: table.name })) {
        if (outcome.kind !== "row") continue;
        const cells = [...outcome.cells].filter(([heading]) => heading.includes("（円）")).map(([, text]) => text);
        if (table.name === "概要" && outcome.cells.get("項目")?.includes("（円）"))
          cells.push(outcome.cells.get("内容") ?? "");
        read.push(...cells.map((text) => text.replaceAll(",", "")));
      }
      expect(read).toEqual(amountsIn(table));
    }
  });

  test("is a word and no 0 on the pages", () => {
    fc.assert(
      fc.property(figures, (all) => {
        const [known, unknown] = [sumOf(all), all.filter((each) => each === null).length];
        const said = [formats.atStake({ known, measures: all.length, unknown }), formats.partlyKnown(known, unknown)];

        for (const text of said) {
          expect(text).not.toMatch(/(?:^|[^\d,])0 (?:円|yen|件)/u);
          expect(/未記入|not known/u.test(text)).toBe(unknown > 0);
        }
      }),
      { numRuns: 200 },
    );
  });
});

test("before there was anything, there is neither a time nor a sum", async () => {
  const house = await openAuditHouse(databases[0].newSettings());
  await house.save("welfare", careTraining);
  await house.audit.pullNow();

  const { overlapMatrix } = await house.ask(
    '{ overlapMatrix(asOf: "2001-01-01T00:00:00.000Z") { snapshot { at measureCount } budget { known measures unknown } } }',
  );

  expect(overlapMatrix).toEqual({
    snapshot: { at: null, measureCount: 0 },
    budget: { known: null, measures: 0, unknown: 0 },
  });
  const { snapshot, budget } = overlapMatrix;
  expect([formats.lastChange(snapshot.at), formats.atStake(budget)].join()).toMatch(
    /施策なし,施策なし|no measures,no measures/,
  );
});
