/** Turns the header of a file into a plan: which cell fills which field. A heading that means nothing refuses the file. */
import { errors } from "../errors.ts";
import type { Column } from "./columns.ts";
import { createHeadingMatcher, foldHeading, type HeadingMatcher, type PlacedColumn } from "./match-heading.ts";
import { isReasonHeading } from "./rejected-file.ts";

/** A cell of the table that fills a field. */
export interface PlannedCell extends PlacedColumn {
  /** As it stands in the file. */
  readonly heading: string;
}

export interface HeadingChoices {
  /** Heading in the file → heading of a column. */
  readonly map?: ReadonlyMap<string, string>;
  /** Headings in the file that are left out. */
  readonly ignore?: readonly string[];
}

/** @throws HubError HEADINGS_UNKNOWN, HEADINGS_TWICE */
export function planReading(
  headings: readonly string[],
  columns: readonly Column[],
  choices: HeadingChoices = {},
): readonly PlannedCell[] {
  const matcher = createHeadingMatcher(columns);
  const mapped = new Map([...(choices.map ?? [])].map(([from, to]) => [foldHeading(from), to]));
  const ignored = new Set((choices.ignore ?? []).map(foldHeading));
  const read = headings.filter(
    (heading) => heading !== "" && !isReasonHeading(heading) && !ignored.has(foldHeading(heading)),
  );
  refuseUnknown(read, mapped, matcher);
  const cells = read.flatMap((heading) => {
    const found = matcher.find(mapped.get(foldHeading(heading)) ?? heading);
    return found ? [{ heading, ...found }] : [];
  });
  refuseTwice(cells);
  return cells;
}

function refuseUnknown(
  headings: readonly string[],
  mapped: ReadonlyMap<string, string>,
  matcher: HeadingMatcher,
): void {
  const unknown = headings
    .map((heading) => ({ heading, meant: mapped.get(foldHeading(heading)) ?? heading }))
    .filter(({ meant }) => matcher.find(meant) === undefined)
    .map(({ heading, meant }) => ({ heading, suggestion: matcher.suggest(meant) }));
  if (unknown.length > 0) throw errors.headingsUnknown(unknown);
}

function refuseTwice(cells: readonly PlannedCell[]): void {
  const groups = Map.groupBy(cells, ({ column, path }) => `${column.part}.${path.join(".")}`);
  const twice = [...groups.values()].filter((group) => group.length > 1);
  if (twice.length > 0) throw errors.headingsTwice(twice.flat().map(({ heading }) => heading));
}
