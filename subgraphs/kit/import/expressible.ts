/** Which records a table can say in full: what it would lose of the others nobody would see when it is imported again. */
import type { Department } from "../department/definition.ts";
import { digestOf, type RecordContent, type RecordInterface } from "../records/record.ts";
import type { WrittenCell } from "../tabular/write-workbook.ts";
import { cellsOfRecord, type PlacedCell } from "./cells-of-record.ts";
import { columnsOf } from "./columns.ts";
import { headingOf } from "./match-heading.ts";
import { createRowReader } from "./read-row.ts";
import { recordInputs } from "./record-inputs.ts";

export interface Divided {
  readonly expressible: readonly RecordContent[];
  readonly others: readonly RecordContent[];
}

/** Each is written as a row and read back. */
export function divideExpressible(
  department: Department,
  interfaceName: RecordInterface,
  records: readonly RecordContent[],
): Divided {
  const inputs = recordInputs(department, interfaceName);
  const columns = columnsOf(inputs);
  const rows = records.map((record) => ({ record, cells: cellsOfRecord(record, columns).map(withHeading) }));
  const planned = new Map(rows.flatMap(({ cells }) => cells.map((cell) => [cell.heading, cell])));
  const read = createRowReader(department, { inputs, columns, cells: [...planned.values()] });
  const isKept = ({ record, cells }: (typeof rows)[number]): boolean => {
    const reading = read(new Map(cells.map(({ heading, cell }) => [heading, shownText(cell)])));
    return reading.kind === "content" && digestOf(reading.content) === digestOf(record);
  };
  const kept: RecordContent[] = [];
  const lost: RecordContent[] = [];
  for (const row of rows) (isKept(row) ? kept : lost).push(row.record);
  return { expressible: kept, others: lost };
}

function withHeading(cell: PlacedCell) {
  return { ...cell, heading: headingOf(cell, "en") };
}

/** As the cell shows it. */
function shownText(cell: PlacedCell["cell"]): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (cell === null || typeof cell !== "object") return String(cell ?? "");
  return `${cell.value}${percentIn(cell)}`;
}

function percentIn({ format }: Exclude<WrittenCell, string | number | Date | null>): string {
  return format.includes("%") ? "%" : "";
}
