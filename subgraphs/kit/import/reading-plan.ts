/** Turns the header of a file into a plan: which cell fills which field. A heading that means nothing refuses the file. */
import { errors, HubError } from "../errors.ts";
import type { CountHeadings } from "../tabular/find-header.ts";
import { isBudgetHeading, readBudgetContext } from "./budget-heading.ts";
import type { Column } from "./columns.ts";
import { planBudgets, planGiven, type ReadBudget } from "./given-cells.ts";
import { parseUnit, unitKindOf } from "./heading-unit.ts";
import { createHeadingMatcher, foldHeading, type HeadingMatcher } from "./match-heading.ts";
import { type PlacedHeading, placeHeading } from "./place-heading.ts";
import { isReasonHeading } from "./rejected-file.ts";

/** A cell of the table that fills a field. */
export interface PlannedCell extends PlacedHeading {
  /** As it stands in the file. */
  readonly heading: string;
  /** What a row says that states nothing here. */
  readonly given?: string;
}

export interface ReadingPlan {
  readonly cells: readonly PlannedCell[];
  /** Headings that say of which year and stage the amounts below them are. */
  readonly budgets: readonly ReadBudget[];
}

export interface HeadingChoices {
  /** Heading in the file → heading of a column. */
  readonly map?: ReadonlyMap<string, string>;
  /** Headings in the file that are left out. */
  readonly ignore?: readonly string[];
  /** Of amounts whose own headings have none, as the rows above the headings say. */
  readonly moneyUnit?: string | undefined;
  /** Heading of a column → what is read where a row states nothing there. */
  readonly given?: ReadonlyMap<string, string>;
  /** What stands above the headings. */
  readonly titles?: readonly string[];
}

/** @throws HubError HEADINGS_UNKNOWN, HEADINGS_TWICE, HEADING_UNIT_UNKNOWN, GIVEN_VALUE_REFUSED */
export function planReading(
  headings: readonly string[],
  columns: readonly Column[],
  choices: HeadingChoices = {},
): ReadingPlan {
  const { place, isRead, matcher } = createPlacer(columns, choices);
  const placed = headings.filter(isRead).map((heading) => ({ heading, ...place(heading) }));
  const taken = placed.flatMap(({ heading, found }) => (found ? [{ heading, ...found }] : []));
  const unplaced = placed.filter(({ found }) => found === undefined);
  const context = readBudgetContext(choices.titles ?? []);
  const { cells: ofBudgets, budgets } = planBudgets(
    unplaced.map(({ heading }) => heading),
    { columns, taken, context },
  );
  const understood = new Set(budgets.map(({ heading }) => heading));
  refuseUnknown(
    unplaced.filter(({ heading }) => !understood.has(heading)),
    matcher,
  );
  const cells = [...taken, ...ofBudgets].map((cell) => withMoneyUnit(cell, choices.moneyUnit));
  refuseTwice(cells);
  return { cells: withGiven(cells, choices.given, place, matcher), budgets };
}

function withGiven(
  cells: readonly PlannedCell[],
  given: HeadingChoices["given"],
  place: (heading: string) => Meaning,
  matcher: HeadingMatcher,
): readonly PlannedCell[] {
  const placed = [...(given ?? [])].map(([heading, value]) => ({ heading, value, ...place(heading) }));
  refuseUnknown(placed, matcher);
  const added = placed.flatMap(({ value, found }) => (found ? [planGiven(found, value, cells)] : []));
  refuseTwice(added);
  const replaced = new Set(added.map(({ heading }) => heading));
  return [...cells.filter(({ heading }) => !replaced.has(heading)), ...added];
}

/** How many of the cells of a row are headings that would be understood. */
export function createHeadingCount(columns: readonly Column[], choices: HeadingChoices): CountHeadings {
  const { place, isChosen } = createPlacer(columns, choices);
  return (cells) => cells.filter((cell) => isChosen(cell) || isPlaced(cell, place) || isBudgetHeading(cell)).length;
}

function isPlaced(cell: string, place: (heading: string) => Meaning): boolean {
  return isUnderstood(() => place(cell).found);
}

/** A heading whose unit is not known is one all the same. */
function isUnderstood(read: () => unknown): boolean {
  try {
    return read() !== undefined;
  } catch (error) {
    if (error instanceof HubError) return true;
    throw error;
  }
}

interface Meaning {
  readonly meant: string;
  readonly found: PlacedHeading | undefined;
}

function createPlacer(columns: readonly Column[], choices: HeadingChoices) {
  const matcher = createHeadingMatcher(columns);
  const mapped = new Map([...(choices.map ?? [])].map(([from, to]) => [foldHeading(from), to]));
  const ignored = new Set((choices.ignore ?? []).map(foldHeading));
  const place = (heading: string): Meaning => {
    const meant = mapped.get(foldHeading(heading)) ?? heading;
    return { meant, found: placeHeading(heading, meant, matcher) };
  };
  return {
    matcher,
    place,
    isChosen: (heading: string) => mapped.has(foldHeading(heading)) || ignored.has(foldHeading(heading)),
    isRead: (heading: string) => heading !== "" && !isReasonHeading(heading) && !ignored.has(foldHeading(heading)),
  };
}

function withMoneyUnit(cell: PlannedCell, unit: string | undefined): PlannedCell {
  const isWithout = cell.unit === undefined && unitKindOf(cell.column) === "money" && !/円/u.test(cell.heading);
  return isWithout && unit !== undefined ? { ...cell, unit } : cell;
}

/** @throws HubError HEADING_UNIT_UNKNOWN */
export function readMoneyUnit(stated: string | undefined): string | undefined {
  if (stated === undefined) return undefined;
  const unit = parseUnit(stated, "money");
  if (unit === undefined && parseUnit(stated, "count") === undefined) throw errors.headingUnitUnknown("単位", stated);
  return unit;
}

function refuseUnknown(placed: readonly (Meaning & { readonly heading: string })[], matcher: HeadingMatcher): void {
  const unknown = placed
    .filter(({ found }) => found === undefined)
    .map(({ heading, meant }) => ({ heading, suggestion: matcher.suggest(meant) }));
  if (unknown.length > 0) throw errors.headingsUnknown(unknown);
}

function refuseTwice(cells: readonly PlannedCell[]): void {
  const groups = Map.groupBy(cells, ({ column, path }) => `${column.part}.${path.join(".")}`);
  const twice = [...groups.values()].filter((group) => group.length > 1);
  if (twice.length > 0) throw errors.headingsTwice(twice.flat().map(({ heading }) => heading));
}
