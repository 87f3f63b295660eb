/** What both readers (CSV and XLSX) hand on: the cells of one row by position, not yet held against the headings. */
import type { Reason } from "../values/outcome.ts";

export interface RawRow {
  /** As a person sees it; see TableRow. */
  readonly number: number;
  /** By column, from 0. A workbook leaves out empty cells, so the array may have holes and may be short. */
  readonly cells: readonly (string | undefined)[];
  /** Set where the reader itself found a fault in a cell. */
  readonly fault?: { readonly column: number; readonly reason: Reason };
}
