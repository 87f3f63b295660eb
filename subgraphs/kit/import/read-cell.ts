/** A cell as what it fills: one value, a list, or the mark that says a list is empty. */
import { isInputObjectType, isLeafType } from "graphql";
import type { Reason } from "../values/outcome.ts";
import { parseText } from "../values/parse-text.ts";
import { applyUnit } from "./apply-unit.ts";
import { type ClosedList, closedListOf, isTargetGroupName } from "./closed-lists.ts";
import type { Column } from "./columns.ts";
import { isExampleText } from "./example-row.ts";
import { reasons } from "./faults.ts";
import { notInList, valueReader } from "./read-value.ts";
import { splitEntries } from "./split-entries.ts";
import { saysNothing, saysUnknown } from "./unknown-words.ts";

export interface CellReading {
  /** Undefined where the cell says nothing. */
  readonly value?: unknown;
  /** Whether the cell says that it is not known; an empty one says nothing. */
  readonly isUnknown?: boolean;
  readonly faults: readonly Reason[];
  /** Free labels that are kept beside the codes, and those of them that fit no code. */
  readonly labels: readonly string[];
  readonly unknownLabels: readonly string[];
}

export type ReadCell = (text: string) => CellReading;

const nothing = { faults: [], labels: [], unknownLabels: [] } as const;

/** `unit` is what the heading states for the numbers below it. */
export function cellReader(column: Column, unit?: string): ReadCell {
  const read = knowing(column, unit === undefined ? plainReader(column) : inUnit(plainReader(column), unit));
  return isLeafType(column.type) && closedListOf(column.type) ? remembering(read) : read;
}

/** Words for what is not known say so in any column, except where the list itself has such a value. */
function knowing(column: Column, read: ReadCell): ReadCell {
  const { kind, type, path } = column;
  // What a source said is kept as it was, whatever it said.
  if (path[0] === "originalLabels") return read;
  const list = isLeafType(type) ? closedListOf(type) : undefined;
  const isNothing = (text: string) => kind === "value" && type.name !== "Boolean" && saysNothing(text);
  return (text) => {
    if (isExampleText(text)) return { ...nothing, faults: [reasons.exampleLeft()] };
    const isUnknown = (saysUnknown(text) || isNothing(text)) && (list?.find(text).length ?? 0) === 0;
    return isUnknown ? unknownCell : read(text);
  };
}

const unknownCell: CellReading = { faults: [], labels: [], unknownLabels: [], isUnknown: true };

function inUnit(read: ReadCell, unit: string): ReadCell {
  return (text) => {
    const united = applyUnit(text, unit);
    return united.ok ? read(united.value) : { ...nothing, faults: [united.reason] };
  };
}

/** So many different texts at most are kept, each of at most so many characters. */
const remembered = { texts: 1_000, characters: 200 };

/** A closed list has few values, and a table of many rows says them again and again. */
function remembering(read: ReadCell): ReadCell {
  const readings = new Map<string, CellReading>();
  return (text) => {
    const known = readings.get(text);
    if (known) return known;
    const reading = read(text);
    if (readings.size < remembered.texts && text.length <= remembered.characters) readings.set(text, reading);
    return reading;
  };
}

function plainReader({ kind, type, path }: Column): ReadCell {
  if (kind === "mark" || isInputObjectType(type)) return readMark;
  if (kind === "list") return type.name === "TargetGroupCode" ? targetGroupReader(type) : listReader(type, path);
  const read = valueReader(type, path.at(-1) ?? "");
  return (text) => {
    const parsed = read(text);
    return parsed.ok ? { ...nothing, ...stated(parsed.value) } : { ...nothing, faults: [parsed.reason] };
  };
}

/** A text of blanks only is no text. */
function stated(value: unknown): { value?: unknown } {
  return value === "" ? {} : { value };
}

function readMark(text: string): CellReading {
  return saysNothing(text) ? { ...nothing, value: [] } : { ...nothing, faults: [reasons.markOnly()] };
}

function listReader(type: Column["type"], path: readonly string[]): ReadCell {
  if (!isLeafType(type)) return readMark;
  const list = closedListOf(type);
  const read = list ? everyOf(list) : eachBy(valueReader(type, path.at(-1) ?? ""));
  const isKnown = list ? (entry: string) => list.find(entry).length > 0 : undefined;
  return (text) => {
    if (saysNothing(text) && !isKnown?.(text)) return { ...nothing, value: [] };
    const entries = splitEntries(text, isKnown).map(read);
    const faults = entries.flatMap((entry) => ("reason" in entry ? [entry.reason] : []));
    const values = entries.flatMap((entry) => ("values" in entry ? entry.values : []));
    return faults.length > 0 ? { ...nothing, faults } : { ...nothing, value: [...new Set(values)] };
  };
}

type EntryReading = { readonly values: readonly unknown[] } | { readonly reason: Reason };

function everyOf(list: ClosedList): (entry: string) => EntryReading {
  return (entry) => {
    const codes = list.find(entry);
    if (codes.length === 0) return { reason: notInList(entry, list) };
    return codes.length === 1 || list.manyCodes ? { values: codes } : { reason: reasons.ambiguous(entry, codes) };
  };
}

function eachBy(read: ReturnType<typeof valueReader>): (entry: string) => EntryReading {
  return (entry) => {
    const parsed = read(entry);
    return parsed.ok ? { values: [parsed.value] } : { reason: parsed.reason };
  };
}

/** The 110 labels in use are free text: what the list knows becomes its codes, and every label is kept as it was. */
function targetGroupReader(type: Column["type"]): ReadCell {
  const list = isLeafType(type) ? closedListOf(type) : undefined;
  const codesOf = (entry: string) => list?.find(entry) ?? [];
  return (text) => {
    if (saysNothing(text)) return { ...nothing, value: [] };
    const entries = splitEntries(text, (entry) => codesOf(entry).length > 0);
    const codes = [...new Set(entries.flatMap(codesOf))];
    const labels = entries.filter((entry) => !isTargetGroupName(entry)).map(plain);
    const unknownLabels = entries.filter((entry) => codesOf(entry).length === 0);
    return { ...nothing, labels, unknownLabels, ...(codes.length > 0 ? { value: codes } : {}) };
  };
}

function plain(label: string): string {
  const text = parseText(label);
  return text.ok ? text.value : label;
}
