/** Values that a person gives once for all rows which state none, and those that a heading says of what stands below it. */
import { isLeafType } from "graphql";
import { errors } from "../errors.ts";
import { type BudgetContext, type BudgetHeading, readBudgetHeading } from "./budget-heading.ts";
import { closedListOf } from "./closed-lists.ts";
import type { Column } from "./columns.ts";
import { headingOf } from "./match-heading.ts";
import type { PlacedHeading } from "./place-heading.ts";
import { cellReader } from "./read-cell.ts";
import type { PlannedCell } from "./reading-plan.ts";
import { saysNothing, saysUnknown } from "./unknown-words.ts";

/** What a heading said of the budget below it, to be told. */
export interface ReadBudget extends BudgetHeading {
  readonly heading: string;
  /** In Japanese, for people. */
  readonly stageName: string;
}

export interface BudgetPlan {
  readonly cells: readonly PlannedCell[];
  readonly budgets: readonly ReadBudget[];
}

/**
 * Budgets are numbered after those that the sheet numbers itself.
 * @throws HubError HEADINGS_TWICE where two headings say the same year and stage
 */
export function planBudgets(
  headings: readonly string[],
  {
    columns,
    taken,
    context,
  }: { readonly columns: readonly Column[]; readonly taken: readonly PlannedCell[]; readonly context: BudgetContext },
): BudgetPlan {
  const budgets = headings.flatMap((heading) => {
    const read = readBudgetHeading(heading, context);
    return read === undefined ? [] : [{ heading, ...read, stageName: nameOfStage(read.stage, columns) }];
  });
  refuseSameBudget(budgets);
  const first = 1 + Math.max(0, ...taken.map(({ path }) => (path[0] === "budgets" ? Number(path[1] ?? 0) : 0)));
  const cells = budgets.flatMap((budget, index) => budgetCells(budget, first + index, columns));
  return { cells, budgets: cells.length === 0 ? [] : budgets };
}

function nameOfStage(stage: string, columns: readonly Column[]): string {
  const type = columns.find(({ path }) => path.join() === "budgets,#,stage")?.type;
  return (isLeafType(type) && closedListOf(type)?.nameOf(stage)) || stage;
}

function refuseSameBudget(budgets: readonly ReadBudget[]): void {
  const groups = Map.groupBy(budgets, ({ fiscalYear, stage }) => `${fiscalYear} ${stage}`);
  const twice = [...groups.values()].find((group) => group.length > 1);
  if (twice) throw errors.headingsTwice(twice.map(({ heading }) => heading));
}

/** None where the records have no budgets. */
function budgetCells(budget: ReadBudget, number: number, columns: readonly Column[]): readonly PlannedCell[] {
  const { heading, unit, fiscalYear, stage } = budget;
  const place = (field: string): PlacedHeading | undefined => {
    const column = columns.find(({ path }) => path.join() === `budgets,#,${field}`);
    return column && { column, path: ["budgets", number, field] };
  };
  const [amount, year, ofStage] = [place("amount"), place("fiscalYear"), place("stage")];
  if (!amount || !year || !ofStage) return [];
  return [
    { heading, ...amount, ...(unit === undefined ? {} : { unit }) },
    givenCell(year, String(fiscalYear)),
    givenCell(ofStage, stage),
  ];
}

/** @throws HubError GIVEN_VALUE_REFUSED */
export function planGiven(place: PlacedHeading, value: string, planned: readonly PlannedCell[]): PlannedCell {
  const reading = cellReader(place.column, place.unit)(value);
  const [fault] = reading.faults;
  if (fault) throw errors.givenValueRefused(headingOf(place, "ja"), value, fault);
  const inFile = planned.find(({ path }) => path.join() === place.path.join());
  return inFile ? { ...inFile, given: value } : givenCell(place, value);
}

/** Its heading is none of a file, since it has a line end. */
function givenCell(place: PlacedHeading, given: string): PlannedCell {
  return { heading: `${headingOf(place, "ja")}\n`, ...place, given };
}

export function fillGiven(planned: readonly PlannedCell[], cells: Map<string, string>): void {
  for (const { heading, given } of planned) {
    if (given !== undefined && !isStated(cells.get(heading) ?? "")) cells.set(heading, given);
  }
}

export function isStated(text: string): boolean {
  return text.trim() !== "" && !saysUnknown(text) && !saysNothing(text);
}
