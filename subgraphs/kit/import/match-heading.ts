/** Finds the column that a heading of a file means, in either language, whatever its width, case and spaces. */
import { aliases } from "../reference/lists.ts";
import { toNfkc } from "../text/nfkc.ts";
import { type Column, NUMBER } from "./columns.ts";
import { editDistance } from "./edit-distance.ts";
import { readMarkedHeading, unitKindOf } from "./heading-unit.ts";

/** A column with its numbers filled in: `benefits.2.cap`. */
export interface PlacedColumn {
  readonly column: Column;
  /** The column's path with the numbers of this heading. */
  readonly path: readonly (string | number)[];
}

export interface HeadingMatcher {
  /** Undefined where no column has such a heading. */
  find(heading: string): PlacedColumn | undefined;
  /** Also by a heading whose column has a unit in its name, without that unit. */
  findBare(heading: string): PlacedColumn | undefined;
  /** The known heading most like this one; undefined if none is like it. */
  suggest(heading: string): string | undefined;
}

/** A list in one row has at most this many numbered entries. */
const highestNumber = 99;

export function createHeadingMatcher(columns: readonly Column[]): HeadingMatcher {
  const patterns = columns.flatMap((column) => [patternOf(column.en, column), patternOf(column.ja, column)]);
  const everyday = columns.flatMap((column) => namesInUse(column).map((name) => patternOf(name, column)));
  const bare = columns.flatMap((column) => {
    const { base } = readMarkedHeading(column.ja);
    return base === column.ja || unitKindOf(column) === undefined ? [] : [patternOf(base, column)];
  });
  return {
    find: (heading) => findBy(patterns, heading) ?? findBy(everyday, heading),
    findBare: (heading) => findBy(patterns, heading) ?? findBy(everyday, heading) ?? findBy(bare, heading),
    suggest: (heading) => nearest(heading, patterns),
  };
}

/** What offices call the column besides: 所管課, 事業概要. */
function namesInUse({ en, part }: Column): readonly string[] {
  if (part !== "contract") return [];
  return [...(aliases.get("Heading") ?? [])].flatMap(([name, codes]) => (codes.includes(en) ? [name] : []));
}

function findBy(patterns: readonly Pattern[], heading: string): PlacedColumn | undefined {
  const folded = foldHeading(heading);
  for (const pattern of patterns) {
    const numbers = pattern.expression.exec(folded)?.slice(1).map(Number);
    if (numbers?.every((number) => number >= 1 && number <= highestNumber)) return placed(pattern.column, numbers);
  }
  return undefined;
}

interface Pattern {
  readonly column: Column;
  readonly heading: string;
  readonly expression: RegExp;
}

function patternOf(heading: string, column: Column): Pattern {
  const expression = foldHeading(heading)
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll(NUMBER, "(\\d{1,3})");
  return { column, heading, expression: new RegExp(`^${expression}$`, "u") };
}

/** Headings that differ only in width, case, spaces and the joints of a path are the same: `Benefits 1 Cap` is `benefits_1_cap`. */
export function foldHeading(heading: string): string {
  return toNfkc(heading)
    .toLowerCase()
    .replace(/[\s_.]+/gu, "");
}

function placed(column: Column, numbers: readonly number[]): PlacedColumn {
  const remaining = [...numbers];
  return { column, path: column.path.map((step) => (step === NUMBER ? (remaining.shift() ?? 1) : step)) };
}

/** The heading as one would write it: numbers filled in. */
export function headingOf({ column, path }: PlacedColumn, language: "en" | "ja"): string {
  const numbers = path.filter((step) => typeof step === "number");
  return column[language].replaceAll(NUMBER, () => String(numbers.shift() ?? 1));
}

function nearest(heading: string, patterns: readonly Pattern[]): string | undefined {
  const numbers = toNfkc(heading).match(/\d+/g) ?? [];
  const candidates = patterns.map((pattern) => {
    const left = [...numbers];
    return pattern.heading.replaceAll(NUMBER, () => left.shift() ?? "1");
  });
  const folded = foldHeading(heading);
  // Half of the letters changed is another word, so that a heading of more than twice the letters is not compared at all.
  const distances = candidates
    .map(foldHeading)
    .map((text) => (folded.length > 2 * text.length ? Number.POSITIVE_INFINITY : editDistance(folded, text)));
  const least = Math.min(...distances);
  return least * 2 <= folded.length ? candidates[distances.indexOf(least)] : undefined;
}
