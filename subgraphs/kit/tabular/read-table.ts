/** Reads a table from a file, whatever of the offices' formats it is in, row by row and in bounded memory. */
import { alignRows } from "./align-rows.ts";
import { readCsvRows } from "./csv-rows.ts";
import type { CountHeadings } from "./find-header.ts";
import { DEFAULT_LIMITS, type TableLimits } from "./limits.ts";
import type { TableOutcome } from "./outcomes.ts";
import { recogniseFile } from "./recognise-file.ts";
import { TableError } from "./table-error.ts";
import { readXlsxRows } from "./xlsx/xlsx-rows.ts";

export interface TableChoices {
  /** Of a workbook; the first visible one if left out. */
  readonly sheet?: string | undefined;
  /** Finds the row of the headings below titles; without it they are in the first row. */
  readonly countHeadings?: CountHeadings;
}

/**
 * Text (UTF-8 with or without BOM, UTF-16, or CP932/Shift_JIS; divided by commas, tabs or semicolons) and one sheet of an XLSX workbook: the named one, else the first that is visible.
 * Yields the header first, then a row or a rejected row for every filled row of the file. Every cell is text, also one that looks like
 * a formula; a number in a workbook is what its cell shows, a formula counts by its stored result; dates come as YYYY-MM-DD, or YYYY-MM-DD hh:mm:ss with a time.
 * The apostrophe that writeCsv puts before such text is taken off again.
 * Throws TableError if the file as a whole cannot be read; in the middle of a file that may be after some rows.
 */
export async function* readTable(
  path: string,
  limits: Partial<TableLimits> = {},
  { sheet, countHeadings }: TableChoices = {},
): AsyncGenerator<TableOutcome> {
  const within = { ...DEFAULT_LIMITS, ...limits };
  const format = await recogniseFile(path);
  // A text has no sheets, so that whoever names one has taken the wrong file.
  if (sheet !== undefined && format !== "xlsx") throw new TableError("TABLE_SHEET_UNKNOWN", { ja: sheet, en: sheet });
  const rows = format === "xlsx" ? readXlsxRows(path, within, sheet) : readCsvRows(path, format, within);
  yield* alignRows(rows, format, { limits: within, countHeadings });
}
