/** The file of rejected rows: the original cells and why, so that they can be corrected there and imported again. */
import { once } from "node:events";
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";
import { PassThrough } from "node:stream";
import { errors } from "../errors.ts";
import { writeCsv } from "../tabular/write-csv.ts";
import type { RowFault } from "./faults.ts";
import { foldHeading } from "./match-heading.ts";
import type { Cells } from "./read-row.ts";

/** Columns that only say what was wrong; an import leaves them out. */
const reasonHeadings = ["rejected_row", "rejected_reason_ja", "rejected_reason_en"] as const;

export function isReasonHeading(heading: string): boolean {
  const folded = foldHeading(heading);
  return reasonHeadings.some((reason) => foldHeading(reason) === folded);
}

export interface RejectedFile {
  write(cells: Cells, faults: readonly RowFault[]): Promise<void>;
  /** The path, if a row was rejected. */
  close(): Promise<string | undefined>;
}

/** A run that wants no file, or whose rows are already in one. */
export const noRejectedFile: RejectedFile = { write: async () => undefined, close: async () => undefined };

/**
 * The file comes into being with its first row.
 * @throws HubError FILE_NOT_WRITABLE before anything is imported, if its folder cannot be written
 */
export function createRejectedFile(file: string, headings: readonly string[]): RejectedFile {
  ensureWritable(file);
  const kept = headings.filter((heading) => heading !== "" && !isReasonHeading(heading));
  let open: { readonly rows: PassThrough; readonly written: Promise<void> } | undefined;
  return {
    async write(cells, faults) {
      open ??= startWriting(file, [...kept, ...reasonHeadings]);
      const row = [...kept.map((heading) => cells.get(heading) ?? ""), ...reasonCells(faults)];
      if (!open.rows.write(row)) await Promise.race([once(open.rows, "drain"), open.written]);
    },
    async close() {
      if (open === undefined) return undefined;
      open.rows.end();
      await open.written;
      return file;
    },
  };
}

function startWriting(file: string, headings: readonly string[]) {
  const rows = new PassThrough({ objectMode: true });
  const written = writeCsv(file, headings, rows);
  // A failure is told by whoever awaits it next; until then it must not end the process.
  written.catch(() => undefined);
  return { rows, written };
}

function reasonCells(faults: readonly RowFault[]): readonly string[] {
  const told = (language: "ja" | "en") =>
    faults.map(({ column, reason }) => `${column}: ${reason[language]}`).join(" | ");
  return [String(faults[0]?.row ?? ""), told("ja"), told("en")];
}

/** `measures.csv` → `measures.csv.rejected.csv`; a file of that name may be under correction, so it is not written over. */
export function freeRejectedName(file: string): string {
  const names = function* () {
    yield `${file}.rejected.csv`;
    for (let number = 2; ; number++) yield `${file}.rejected-${number}.csv`;
  };
  for (const name of names()) if (!existsSync(name)) return name;
  return file;
}

function ensureWritable(file: string): void {
  try {
    accessSync(existsSync(file) ? file : path.dirname(path.resolve(file)), constants.W_OK);
  } catch (error) {
    throw errors.fileNotWritable(file, error instanceof Error && "code" in error ? String(error.code) : "?");
  }
}
