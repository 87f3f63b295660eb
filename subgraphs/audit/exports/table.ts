/** A table to be written in any form: headings in Japanese, and cells that are numbers and dates where that is what they are. */

import { Writable } from "node:stream";
import { writeCsv } from "#kit/tabular/write-csv.ts";
import type { Figure } from "#kit/values/figure.ts";
import { shortYen } from "#kit/values/yen-text.ts";

/** Null where there is nothing to say; what is not known is a figure that says so. */
export type Cell = string | number | Date | Figure | null;

/** As it stands in a cell. */
export const unknownWord = "不明";

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface Column {
  readonly heading: string;
  /** In characters. */
  readonly width: number;
  /** Those that are not for paper come last. */
  readonly isPrinted: boolean;
}

type Stated = readonly [heading: string, width: number];

export function columns(...stated: readonly Stated[]): readonly Column[] {
  return stated.map(([heading, width]) => ({ heading, width, isPrinted: true }));
}

/** For whoever has the table on a screen; on paper they would make everything else too small to be read. */
export function screenColumns(...stated: readonly Stated[]): readonly Column[] {
  return stated.map(([heading, width]) => ({ heading, width, isPrinted: false }));
}

/** The amount as an office reads it: beside its exact value, which can be summed. */
export function yenCell(figure: Figure): Cell {
  return figure.kind === "known" ? shortYen(figure.value) : figure;
}

/** Dates are whole days. */
export function cellText(cell: Cell): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  const plain = plainCell(cell);
  return plain === null ? "" : String(plain);
}

/** A figure as its number, or as the word for what is not known. */
export function plainCell(cell: Exclude<Cell, Date>): string | number | null {
  if (cell === null || typeof cell !== "object") return cell;
  return cell.kind === "known" ? cell.value : unknownWord;
}

/** UTF-8 with BOM; what a spreadsheet would run as a formula is not one. */
export async function toCsv({ columns: of, rows }: Table): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  const headings = of.map(({ heading }) => heading);
  await writeCsv(
    sink,
    headings,
    rows.map((row) => row.map(cellText)),
  );
  return Buffer.concat(chunks);
}
