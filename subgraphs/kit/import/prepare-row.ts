/** What a row says beyond the texts of its cells: addresses behind words, what a cell does not show, and the source of the whole sheet. */
import type { TableRow } from "../tabular/outcomes.ts";
import { parseUrl } from "../values/parse-url.ts";
import type { Column } from "./columns.ts";
import { type CellFault, cellFault, reasons } from "./faults.ts";
import { fillGiven, isStated } from "./given-cells.ts";
import type { Cells } from "./read-row.ts";
import { isUrlField } from "./read-value.ts";
import type { PlannedCell } from "./reading-plan.ts";

export interface PreparedRow {
  readonly cells: Cells;
  readonly faults: readonly CellFault[];
  readonly warnings: readonly CellFault[];
}

export type PrepareRow = (row: TableRow) => PreparedRow;

/** `sourceUrl` is the source of every row that states none. */
export function createPreparation(
  planned: readonly PlannedCell[],
  columns: readonly Column[],
  sourceUrl: string | undefined,
): { readonly cells: readonly PlannedCell[]; readonly prepare: PrepareRow } {
  const addresses = planned.filter(({ column }) => isUrlField(column.path.at(-1) ?? ""));
  const source = sourceUrl === undefined ? undefined : createSource(planned, columns, sourceUrl);
  const prepare: PrepareRow = (row) => {
    const cells = new Map(row.cells);
    const followed = followLinks(row, addresses, cells);
    source?.fill(cells);
    fillGiven(planned, cells);
    const noted = readNotes(row, planned);
    return {
      cells,
      faults: noted.faults,
      warnings: [...hiddenRow(row, planned), ...noted.warnings, ...followed],
    };
  };
  return { cells: source?.cells ?? planned, prepare };
}

/** Words like こちら stand for the address behind them; an address that is written out stays as it is. */
function followLinks({ links }: TableRow, addresses: readonly PlannedCell[], cells: Map<string, string>) {
  const warnings: CellFault[] = [];
  for (const { heading } of addresses) {
    const [text, link] = [cells.get(heading)?.trim() ?? "", links.get(heading)];
    if (link === undefined || text === "" || text === link) continue;
    if (!parseUrl(text).ok) cells.set(heading, link);
    else if (!isSameAddress(text, link)) warnings.push(cellFault(heading, text, reasons.linkDiffers(link)));
  }
  return warnings;
}

function isSameAddress(one: string, other: string): boolean {
  return URL.parse(one)?.href === URL.parse(other)?.href;
}

function readNotes({ notes, cells }: TableRow, planned: readonly PlannedCell[]) {
  const [faults, warnings]: [CellFault[], CellFault[]] = [[], []];
  for (const { heading, reason, needsUnit } of notes) {
    const cell = planned.find((each) => each.heading === heading);
    if (cell === undefined) continue;
    const text = cells.get(heading) ?? "";
    if (!needsUnit) warnings.push(cellFault(heading, text, reason));
    else if (cell.unit === undefined) faults.push(cellFault(heading, text, reasons.unitMissing(reason)));
  }
  return { faults, warnings };
}

function hiddenRow({ isHidden, cells }: TableRow, planned: readonly PlannedCell[]): readonly CellFault[] {
  const heading = planned[0]?.heading ?? "";
  return isHidden ? [cellFault(heading, cells.get(heading) ?? "", reasons.rowHidden())] : [];
}

/** No heading of a file, since it has a line end. */
const SOURCE_HEADING = "--source\n";

function createSource(planned: readonly PlannedCell[], columns: readonly Column[], url: string) {
  const sources = planned.filter(({ path }) => path[0] === "sources" && path[2] === "url");
  const first = sources.find(({ path }) => path[1] === 1);
  const column = columns.find(({ path }) => path.join() === "sources,#,url");
  if (column === undefined) return undefined;
  const cell: PlannedCell = first ?? { heading: SOURCE_HEADING, column, path: ["sources", 1, "url"] };
  const fill = (cells: Map<string, string>): void => {
    if (!sources.some(({ heading }) => isStated(cells.get(heading) ?? ""))) cells.set(cell.heading, url);
  };
  return { cells: first ? planned : [...planned, cell], fill };
}
