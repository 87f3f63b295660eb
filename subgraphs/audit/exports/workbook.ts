/** Tables as sheets of a workbook. */
import { type Cell, plainCell, type Table } from "./table.ts";

export async function toWorkbook(tables: readonly Table[]): Promise<Buffer> {
  // Nobody should wait at a start for what an auditor asks for once a month.
  const { default: writeExcelFile } = await import("write-excel-file/node");
  const sheets = tables.map(({ name, columns, rows }) => ({
    sheet: name,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    data: [columns.map(({ heading }) => headingCell(heading)), ...rows.map((row) => row.map(bodyCell))],
  }));
  return writeExcelFile(sheets).toBuffer();
}

function headingCell(value: string) {
  return { value, type: String, fontWeight: "bold" as const, wrap: true };
}

function bodyCell(cell: Cell) {
  if (cell instanceof Date) return { value: cell, type: Date, format: "yyyy-mm-dd" };
  const plain = plainCell(cell);
  if (plain === null) return null;
  if (typeof plain !== "number") return { value: writable(plain), type: String, wrap: true };
  return { value: plain, type: Number, format: Number.isInteger(plain) ? "#,##0" : "0.00" };
}

/** XML has no control characters but tab and line ends. */
function writable(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]/gu, "").toWellFormed();
}
