/** Reads the labelled sets, and refuses a row that a figure could silently be wrong by. */
import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { PairClass } from "./finders.ts";
import { type Half, halves } from "./halves.ts";
import { aheadKinds, type JudgedPlan } from "./score-ahead.ts";
import type { PairReading } from "./score-overlap.ts";
import { type JudgedQuery, searchKinds } from "./score-search.ts";

type Row = Readonly<Record<string, string>>;
const classes: readonly PairClass[] = ["DUPLICATION", "OVERLAP", "FRAGMENTATION", "SIBLING", "ONE_SCHEME", "NONE"];

export function readQueries(known: ReadonlySet<string>): readonly JudgedQuery[] {
  return readRows("search.csv").map((row) => ({
    kind: toOneOf(row, "kind", searchKinds),
    half: toOneOf(row, "half", halves),
    query: toText(row, "query"),
    right: toIds(row, "right", known),
    acceptable: toIds(row, "acceptable", known),
  }));
}

/** A plan with `summary_of` takes its summary from that measure, so that it stays word for word when the text is mended. */
export function readPlans(summaries: ReadonlyMap<string, string>): readonly JudgedPlan[] {
  const known = new Set(summaries.keys());
  return readRows("ahead.csv").map((row) => {
    const [means] = toIds(row, "means", known);
    const [summaryOf] = toIds(row, "summary_of", known);
    return {
      kind: toOneOf(row, "kind", aheadKinds),
      half: toOneOf(row, "half", halves),
      title: toText(row, "title"),
      summary: summaryOf === undefined ? toText(row, "summary") : (summaries.get(summaryOf) ?? ""),
      targetGroups: toList(row, "target_groups"),
      ...(means === undefined ? {} : { means }),
      alsoRight: toIds(row, "also_right", known),
    };
  });
}

export function readPairs(
  file: "overlap-first.csv" | "overlap-second.csv",
  known: ReadonlySet<string>,
): readonly PairReading[] {
  return readRows(file).map((row) => {
    const [a, b] = toIds(row, "pair", known);
    if (a === undefined || b === undefined) throw new Error(`${file}: the pair “${row.pair}” needs two codes.`);
    return { a, b, class: toOneOf(row, "class", classes), worth: toOneOf(row, "worth", ["yes", "no"]) === "yes" };
  });
}

/** The half of each measure; families of measures stay together. */
export function readMeasureHalves(): ReadonlyMap<string, Half> {
  return new Map(readRows("overlap-halves.csv").map((row) => [toText(row, "code"), toOneOf(row, "half", halves)]));
}

function readRows(file: string): readonly Row[] {
  const rows: Row[] = parse(readFileSync(new URL(file, import.meta.url), "utf8"), { columns: true, bom: true });
  return rows.map((row, index) => ({ ...row, place: `tests/quality/${file}, row ${index + 2}` }));
}

function toText(row: Row, column: string): string {
  const text = row[column];
  if (!text) throw new Error(`${row.place}: “${column}” is empty; fill it in.`);
  return text;
}

function toOneOf<Value extends string>(row: Row, column: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === row[column]);
  if (found === undefined)
    throw new Error(`${row.place}: “${column}” is “${row[column]}”; write one of ${values.join(", ")}.`);
  return found;
}

function toList(row: Row, column: string): readonly string[] {
  return (row[column] ?? "").split(" ").filter(Boolean);
}

function toIds(row: Row, column: string, known: ReadonlySet<string>): readonly string[] {
  const ids = toList(row, column);
  const strange = ids.find((id) => !known.has(id));
  if (strange !== undefined)
    throw new Error(`${row.place}: no measure has the code “${strange}” (column “${column}”).`);
  return ids;
}
