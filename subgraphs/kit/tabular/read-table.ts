/** Reads a table from a file, whatever of the offices' formats it is in, row by row and in bounded memory. */
import { alignRows } from "./align-rows.ts";
import { readCsvRows } from "./csv-rows.ts";
import { DEFAULT_LIMITS, type TableLimits } from "./limits.ts";
import type { TableOutcome } from "./outcomes.ts";
import { recogniseFile } from "./recognise-file.ts";
import { readXlsxRows } from "./xlsx/xlsx-rows.ts";

/**
 * CSV (UTF-8 with or without BOM, or CP932/Shift_JIS) and the first visible sheet of an XLSX workbook.
 * Yields the header first, then a row or a rejected row for every filled row of the file. Every cell is text, also one that looks like
 * a formula; a formula in a workbook counts by its stored result; dates come as YYYY-MM-DD, or YYYY-MM-DD hh:mm:ss with a time.
 * The apostrophe that writeCsv puts before such text is taken off again.
 * Throws TableError if the file as a whole cannot be read; in the middle of a file that may be after some rows.
 */
export async function* readTable(path: string, limits: Partial<TableLimits> = {}): AsyncGenerator<TableOutcome> {
  const within = { ...DEFAULT_LIMITS, ...limits };
  const format = await recogniseFile(path);
  const rows = format === "xlsx" ? readXlsxRows(path, within) : readCsvRows(path, format, within);
  yield* alignRows(rows, format, within);
}
