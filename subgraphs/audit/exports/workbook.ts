/** Tables as sheets of a workbook, which print with their headings on every page. */

import { formatOf, type WrittenCell, writeWorkbook } from "#kit/tabular/write-workbook.ts";
import { toEraDate } from "#kit/values/eras.ts";
import { type Cell, type Column, plainCell, type Table } from "./table.ts";

/** `today` is an ISO date. What is empty would only be a sheet of paper; the first table says how much there is of each. */
export function toWorkbook(tables: readonly Table[], today: string): Promise<Buffer> {
  return writeWorkbook(
    tables
      .filter(({ rows }) => rows.length > 0)
      .map(({ name, columns, rows }) => ({
        name,
        title: `重なりの監査 ${name}`,
        date: toEraDate(today),
        headingRow: 1,
        widths: columns.map(({ width }) => width),
        printedColumns: columns.filter(({ isPrinted }) => isPrinted).length,
        rows: [
          columns.map(({ heading }) => heading),
          ...rows.map((row) => row.map((cell, at) => toWritten(cell, columns[at]))),
        ],
      })),
  );
}

function toWritten(cell: Cell, column: Column | undefined): WrittenCell {
  if (cell instanceof Date) return { value: cell, format: eraFormat };
  const plain = plainCell(cell);
  // At the far side of a column for sentences nobody finds a number.
  const isAstray = typeof plain === "number" && (column?.width ?? 0) >= 60;
  return isAstray ? { value: plain, format: formatOf(plain), align: "left" } : plain;
}

/** 令和8年4月1日; the cell itself stays a date. */
const eraFormat = '[$-411]ggge"年"m"月"d"日"';
