/** The rows of a table, one after another, whatever of the usual formats it is in: NDJSON, CSV, XLSX; packed with gzip or not. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { errors } from "#kit/errors.ts";
import { DEFAULT_LIMITS } from "#kit/tabular/limits.ts";
import { readTable } from "#kit/tabular/read-table.ts";
import { splitLines } from "#kit/text/lines.ts";

export type Cell = string | readonly string[];

export type Row =
  | { readonly kind: "row"; readonly number: number; readonly cells: ReadonlyMap<string, Cell> }
  | {
      readonly kind: "rejected";
      readonly number: number;
      readonly reason: { readonly ja: string; readonly en: string };
    };

/** @throws HubError OVERLAP_FILE_UNREADABLE, TableError */
export async function* readRows(file: string): AsyncGenerator<Row> {
  const start = await readStart(file);
  if (start.trimStart().startsWith("{")) yield* readJsonLines(file);
  else if (isPlainTable(file, start)) yield* readOfficeTable(file);
  else yield* readDelimited(file, delimiterOf(start));
}

const startBytes = 64 * 1024;

async function readStart(file: string): Promise<string> {
  try {
    if (isPacked(file)) {
      for await (const chunk of unpacked(file) as AsyncIterable<Buffer>) return chunk.toString("utf8");
      return "";
    }
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(startBytes) });
      return buffer.toString("utf8", 0, bytesRead).replace(/^\uFEFF/u, "");
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function unreadable(file: string, cause: unknown) {
  return errors.overlapFileUnreadable(
    file,
    cause instanceof Error && "code" in cause ? String(cause.code) : String(cause),
  );
}

function isPacked(file: string): boolean {
  return file.endsWith(".gz");
}

function unpacked(file: string): Readable {
  if (!isPacked(file)) return createReadStream(file);
  const bytes = createReadStream(file);
  const gunzip = createGunzip();
  bytes.on("error", (error) => gunzip.destroy(error));
  return bytes.pipe(gunzip);
}

/** The kit's reader knows the offices' encodings and workbooks, but commas only. */
function isPlainTable(file: string, start: string): boolean {
  return !isPacked(file) && delimiterOf(start) === ",";
}

function delimiterOf(start: string): string {
  const heading = start.split(/\r?\n/, 1)[0] ?? "";
  return heading.includes(",") ? "," : (["\t", "|", ";"].find((sign) => heading.includes(sign)) ?? ",");
}

async function* readOfficeTable(file: string): AsyncGenerator<Row> {
  for await (const outcome of readTable(file)) {
    if (outcome.kind === "row") yield outcome;
    else if (outcome.kind === "rejected") yield { kind: "rejected", number: outcome.number, reason: outcome.reason };
  }
}

/** Of a row in any of these formats, in bytes or characters. */
const longestRow = DEFAULT_LIMITS.maxRecordBytes;

async function* readDelimited(file: string, delimiter: string): AsyncGenerator<Row> {
  const parser = parse({
    columns: true,
    bom: true,
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: longestRow,
  });
  // Its callback has nothing to do: a fault of either side also ends the iteration over the parser.
  const records: AsyncIterable<Readonly<Record<string, string>>> = pipeline(unpacked(file), parser, () => undefined);
  let number = 1;
  try {
    for await (const cells of records) {
      number += 1;
      yield { kind: "row", number, cells: new Map(Object.entries(cells)) };
    }
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

async function* readJsonLines(file: string): AsyncGenerator<Row> {
  let number = 0;
  try {
    for await (const line of splitLines(unpacked(file).setEncoding("utf8"), longestRow)) {
      number += 1;
      if (line.trim() !== "") yield readJsonLine(line.replace(/^\uFEFF/u, ""), number);
    }
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function readJsonLine(line: string, number: number): Row {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return { kind: "rejected", number, reason: notAnObject };
    return { kind: "row", number, cells: new Map(Object.entries(value).map(([name, cell]) => [name, cellOf(cell)])) };
  } catch {
    return { kind: "rejected", number, reason: notAnObject };
  }
}

const notAnObject = { ja: "JSON のオブジェクトではありません", en: "not a JSON object" };

function cellOf(value: unknown): Cell {
  if (Array.isArray(value)) return value.map(textOf).filter((text) => text !== "");
  return textOf(value);
}

/** A localised text is { ja, en }: both are read. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return Object.values(value).map(textOf).join("\n");
  return String(value);
}
