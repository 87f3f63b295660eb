/** What both readers (CSV and XLSX) hand on: the cells of one row by position, not yet held against the headings. */
import type { Reason } from "../values/outcome.ts";

export interface CellNote {
  readonly reason: Reason;
  /** Whether the cell can only be taken where its column has a unit. */
  readonly needsUnit?: boolean;
}

/** Where rows come from that are in a workbook. */
export interface RawSheet {
  readonly name: string;
  readonly others: readonly { readonly name: string; readonly isHidden: boolean }[];
  /** Complete when the first row comes. */
  readonly hiddenColumns: readonly number[];
}

export interface RawRow {
  /** As a person sees it; see TableRow. */
  readonly number: number;
  /** By column, from 0. A workbook leaves out empty cells, so the array may have holes and may be short. */
  readonly cells: readonly (string | undefined)[];
  /** What a person should know of cells that are taken all the same. */
  readonly notes?: readonly (CellNote & { readonly column: number })[];
  /** Whether a person does not see the row. */
  readonly isHidden?: boolean;
  readonly sheet?: RawSheet;
  /** Web addresses behind the words of cells. */
  readonly links?: ReadonlyMap<number, string>;
  /** Set where the reader itself found a fault in a cell. */
  readonly fault?: { readonly column: number; readonly reason: Reason };
}
