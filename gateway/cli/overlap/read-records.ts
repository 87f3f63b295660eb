/** The records of a table, as the map names their columns. A row that cannot be one is noted and left out. */
import { errors } from "#kit/errors.ts";
import type { OverlapRecord } from "../../../subgraphs/audit/overlap/record.ts";
import type { Bilingual } from "../terminal.ts";
import { type FieldMap, fitToColumns, type KnownField, requireColumns } from "./field-map.ts";
import { type Cell, readRows } from "./read-rows.ts";

export interface LeftOut {
  readonly file: string;
  readonly row: number;
  readonly reason: Bilingual;
}

export interface Reading {
  readonly map: FieldMap;
  readonly onLeftOut: (leftOut: LeftOut) => void;
  readonly onProgress: (records: number) => void;
}

/** @throws HubError where the file or the map does not serve */
export async function* readRecords(
  file: string,
  { map, onLeftOut, onProgress }: Reading,
): AsyncGenerator<OverlapRecord> {
  const seen = new Set<string>();
  const columns = new Set<string>();
  let fitted: FieldMap | undefined;
  for await (const row of readRows(file)) {
    if (row.kind === "rejected") {
      onLeftOut({ file, row: row.number, reason: row.reason });
      continue;
    }
    for (const column of row.cells.keys()) columns.add(column);
    fitted ??= fitToColumns(map, [...columns], file);
    const record = recordOf(row.cells, fitted, row.number);
    const reason = seen.has(record.id) ? idTwice(record.id) : record.title === "" ? noTitle : undefined;
    if (reason) onLeftOut({ file, row: row.number, reason });
    else {
      seen.add(record.id);
      yield record;
      onProgress(seen.size);
    }
  }
  // Only now, because a line of JSON may leave out what it does not state.
  requireColumns(map, columns, file);
  if (seen.size === 0) throw errors.overlapNoRecords(file);
}

const noTitle = { ja: "題名（title）がありません", en: "has no title" };

function idTwice(id: string): Bilingual {
  return { ja: `ID ${id} が二度あります`, en: `repeats the id ${id}` };
}

function recordOf(cells: ReadonlyMap<string, Cell>, { fields, facets }: FieldMap, number: number): OverlapRecord {
  const text = (field: KnownField) => stated(textOf(cells, fields.get(field) ?? []));
  return {
    id: text("id") ?? String(number),
    publicId: text("publicId"),
    title: text("title") ?? "",
    purpose: text("purpose"),
    description: text("description"),
    target: text("target"),
    organisation: text("organisation"),
    areas: valuesOf(cells, fields.get("area") ?? []).filter((code) => /^\d{2}(\d{3})?$/u.test(code)),
    startYear: yearOf(text("start")),
    endYear: yearOf(text("end")),
    facets: Object.fromEntries([...facets].map(([name, columns]) => [name, valuesOf(cells, columns)])),
  };
}

function stated(text: string): string | undefined {
  return text === "" ? undefined : text;
}

function textOf(cells: ReadonlyMap<string, Cell>, columns: readonly string[]): string {
  const parts = columns.map((column) => cells.get(column) ?? "");
  return parts
    .map((cell) => (typeof cell === "string" ? cell : cell.join("\n")))
    .filter((part) => part !== "")
    .join("\n")
    .trim();
}

/** A list in one cell has its values between semicolons. */
function valuesOf(cells: ReadonlyMap<string, Cell>, columns: readonly string[]): readonly string[] {
  const found = columns.flatMap((column) => cells.get(column) ?? []);
  return found
    .flatMap((cell) => cell.split(/[;；]/u))
    .map((value) => value.trim())
    .filter((value) => value !== "");
}

function yearOf(text: string | undefined): number | undefined {
  const year = Number.parseInt(text ?? "", 10);
  return Number.isSafeInteger(year) ? year : undefined;
}
