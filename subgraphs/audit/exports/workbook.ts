/** Tables as sheets of a workbook, which print with their headings on every page. */
import { writeWorkbook } from "#kit/tabular/write-workbook.ts";
import { type Cell, plainCell, type Table } from "./table.ts";

export function toWorkbook(tables: readonly Table[]): Promise<Buffer> {
  return writeWorkbook(
    tables.map(({ name, columns, rows }) => ({
      name,
      title: `重なりの監査 ${name}`,
      headingRow: 1,
      widths: columns.map(({ width }) => width),
      rows: [columns.map(({ heading }) => heading), ...rows.map((row) => row.map(toWritten))],
    })),
  );
}

function toWritten(cell: Cell) {
  return cell instanceof Date ? cell : plainCell(cell);
}
