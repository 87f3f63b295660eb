/** What an import did, counted row by row. */
import type { WriteOutcome } from "../records/save.ts";
import type { TableFormat } from "../tabular/outcomes.ts";
import type { RowFault, RowWarning } from "./faults.ts";
import type { TableOrigin } from "./judge-rows.ts";

export interface ImportCounts {
  /** Rows read, without the header. */
  readonly rows: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Records that are not in the file and were ended, with `replace`. */
  readonly ended: number;
  readonly rejected: number;
  /** What was taken and should be looked at: unlikely values, labels that could not be understood, rows that are hidden. */
  readonly warnings: number;
}

export interface ImportReport extends ImportCounts {
  readonly format: TableFormat;
  /** Where in the file the rows stand, and what of it was not seen or not read. */
  readonly origin: TableOrigin;
  /** `preview`: nothing was written because nothing should be; `refused`: because a row was bad and all had to be good. */
  readonly state: "written" | "preview" | "refused";
  /** Why the rest of the file could not be read, or could not be stored; what is counted above is so. */
  readonly interruption?: { readonly code: string; readonly ja: string; readonly en: string };
  /** With `replace`: whether what is not in the file was left alone because a row was rejected. */
  readonly replaceSkipped: boolean;
  /** The first faults and warnings; all faults are in the rejected file. */
  readonly faults: readonly RowFault[];
  readonly warningList: readonly RowWarning[];
  /** The file with the rejected rows, if there are any. */
  readonly rejectedFile?: string;
}

/** More would fill the memory of a run in which every row is bad. */
const listed = 1_000;

export interface Tally {
  readonly counts: { -readonly [Name in keyof ImportCounts]: number };
  readonly faults: readonly RowFault[];
  readonly warningList: readonly RowWarning[];
  reject(faults: readonly RowFault[]): void;
  warn(warnings: readonly RowWarning[]): void;
  add(outcomes: readonly WriteOutcome[]): void;
}

export function createTally(): Tally {
  const counts = { rows: 0, created: 0, changed: 0, unchanged: 0, ended: 0, rejected: 0, warnings: 0 };
  const faults: RowFault[] = [];
  const warningList: RowWarning[] = [];
  return {
    counts,
    faults,
    warningList,
    reject(found) {
      counts.rejected += 1;
      faults.push(...found.slice(0, listed - faults.length));
    },
    warn(found) {
      counts.warnings += found.length;
      warningList.push(...found.slice(0, listed - warningList.length));
    },
    add(outcomes) {
      for (const { outcome } of outcomes) {
        if (outcome === "created" || outcome === "changed" || outcome === "unchanged") counts[outcome] += 1;
      }
    },
  };
}
