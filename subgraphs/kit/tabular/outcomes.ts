/** What reading a table yields, one value for each line of the file; a fault in one row is a finding, never an exception. */
import type { Reason } from "../values/outcome.ts";
import type { CellNote } from "./raw-row.ts";

export type TextFormat = "csv-utf8" | "csv-cp932" | "csv-utf16";
export type TableFormat = TextFormat | "xlsx";

/** Always the first outcome. Headings are trimmed; a column without one has the heading "". */
export interface TableHeader {
  readonly kind: "header";
  readonly number: number;
  readonly format: TableFormat;
  readonly headings: readonly string[];
  /** What stands above the headings. */
  readonly titles: readonly string[];
  /** Of a workbook. */
  readonly sheet?: TableSheet;
}

export interface TableSheet {
  readonly name: string;
  /** The sheets that are not read. */
  readonly others: readonly { readonly name: string; readonly isHidden: boolean }[];
  /** Of columns that a person does not see. */
  readonly hiddenHeadings: readonly string[];
}

/**
 * `number` is the row as a person sees it in Excel or an editor: a CSV record whose quoted cells span
 * several lines has the number of its first line. `cells` has an entry for every heading; an empty cell is "".
 */
export interface TableRow {
  readonly kind: "row";
  readonly number: number;
  readonly cells: ReadonlyMap<string, string>;
  /** What a person should know of cells that are taken. */
  readonly notes: readonly (CellNote & { readonly heading: string })[];
  /** The web addresses behind the words of cells, by heading. */
  readonly links: ReadonlyMap<string, string>;
  /** Whether a person does not see the row. */
  readonly isHidden: boolean;
}

/**
 * `column` is the heading, or Excel's letter where there is none. `value` is the cell, shortened for a message. `cells` is what
 * could be read, for the file of rejected rows; a cell over the limit is cut there to its shortened form.
 */
export interface RejectedRow {
  readonly kind: "rejected";
  readonly number: number;
  readonly column: string;
  readonly value: string;
  readonly reason: Reason;
  readonly cells: ReadonlyMap<string, string>;
}

export type TableOutcome = TableHeader | TableRow | RejectedRow;
