/** Imports a table into a department: in bounded memory, in transactions, every outcome counted. */
import type { EntityManager } from "typeorm";
import { errorCode } from "../database/error-code.ts";
import type { Database } from "../database/open.ts";
import type { Department } from "../department/definition.ts";
import { errors, HubError } from "../errors.ts";
import type { RecordInterface } from "../records/record.ts";
import type { RecordStore } from "../records/save.ts";
import type { DepartmentStores } from "../records/stores.ts";
import { TableError } from "../tabular/table-error.ts";
import { type Batch, createBatch } from "./batch.ts";
import { cellFault, reasons } from "./faults.ts";
import { type BadRow, type GoodRow, type JudgedRow, judgeRows, type TableHead } from "./judge-rows.ts";
import type { HeadingChoices } from "./reading-plan.ts";
import { createRejectedFile, noRejectedFile, type RejectedFile } from "./rejected-file.ts";
import { createTally, type ImportReport, type Tally } from "./report.ts";
import { inBatches, previewOf, type Sink, within } from "./sinks.ts";

export interface ImportOptions {
  readonly interfaceName: RecordInterface;
  /** Says what would happen and writes nothing into the database. */
  readonly dryRun?: boolean;
  /** One bad row, and nothing is written. */
  readonly allOrNothing?: boolean;
  /** Records that are not in the file are ended, unless a row was rejected. */
  readonly replace?: boolean;
  /** Where rejected rows go; nowhere if left out. */
  readonly rejectedFile?: string;
  readonly choices?: HeadingChoices;
  /** Sheet of a workbook; the first visible one if left out. */
  readonly sheet?: string;
  /** The source of every row that states none. */
  readonly sourceUrl?: string;
  /** Called with the number of rows read so far, after each batch. */
  readonly onProgress?: (rows: number) => void;
}

/**
 * A row that is bad is counted and listed, never thrown.
 * @throws TableError, HubError HEADINGS_UNKNOWN, HEADINGS_TWICE, REPLACE_NOTHING or FILE_NOT_WRITABLE before anything is written
 */
export async function importTable(
  department: Department,
  stores: DepartmentStores,
  database: Database,
  file: string,
  options: ImportOptions,
): Promise<ImportReport> {
  const store: RecordStore = stores[options.interfaceName];
  const job = { department, file, options };
  const preview = previewOf(database, store);
  if (!options.allOrNothing) return run(job, options.dryRun ? preview : inBatches(database, store));
  const check = await run(job, preview);
  if (check.rejected > 0 || check.interruption) return { ...check, state: "refused" };
  if (options.dryRun) return check;
  return database.transaction((manager) => importWithin(manager, stores, job));
}

export interface ImportJob {
  readonly department: Department;
  readonly file: string;
  readonly options: ImportOptions;
}

/**
 * Imports in a transaction that is already open, all rows or none.
 * @throws HubError FILE_REFUSED if a row is bad, which undoes the transaction
 */
export async function importWithin(
  manager: EntityManager,
  stores: DepartmentStores,
  job: ImportJob,
): Promise<ImportReport> {
  const store: RecordStore = stores[job.options.interfaceName];
  const report = await run(job, within(manager, store));
  const [fault] = report.faults;
  if (fault) throw errors.fileRefused(job.file, `${fault.row} ${fault.column}`, fault.reason);
  if (report.interruption) throw errors.fileRefused(job.file, "", report.interruption);
  return report;
}

async function run(job: ImportJob, sink: Sink): Promise<ImportReport> {
  const { file, options } = job;
  const intake = { tally: createTally(), kept: new Set<string>(), sink };
  const end = await takeRows(job, intake);
  const { counts, faults, warningList } = intake.tally;
  const isWhole = counts.rejected === 0 && end.interruption === undefined;
  if (options.replace && counts.rows === 0 && !end.interruption) throw errors.replaceNothing(file);
  const broken = options.replace && isWhole ? await endOthers(intake) : {};
  const replaceSkipped = options.replace === true && !isWhole;
  return { ...counts, ...end, ...broken, state: sink.state, replaceSkipped, faults, warningList };
}

async function endOthers({ tally, kept, sink }: Intake): Promise<Pick<ImportReport, "interruption">> {
  try {
    await sink.endOthers(kept, (ended) => {
      tally.counts.ended += ended;
    });
    return {};
  } catch (error) {
    return brokenOff(sink, tally, error);
  }
}

/** What is stored is told, whatever kept the rest from it. @throws the error where nothing of the import lasts, or where the file itself is at fault */
function brokenOff({ isLasting }: Sink, { counts }: Tally, error: unknown): Pick<ImportReport, "interruption"> {
  const stored = counts.created + counts.changed + counts.unchanged;
  if (!isLasting || (stored === 0 && error instanceof TableError)) throw error;
  const reason = error instanceof HubError ? error.code : (errorCode(error) ?? "UNEXPECTED");
  const isKnown = reason !== errors.commitUnknown.code;
  const { code, text } = errors.importBrokenOff({ stored, reason, isKnown });
  return { interruption: { code, ...text } };
}

interface Intake {
  readonly tally: Tally;
  /** Receives the codes of the good rows. */
  readonly kept: Set<string>;
  readonly sink: Sink;
}

type End = Pick<ImportReport, "format" | "origin" | "interruption" | "rejectedFile">;

async function takeRows({ department, file, options }: ImportJob, intake: Intake): Promise<End> {
  const { interfaceName, sheet, sourceUrl, choices = {} } = options;
  const rows = judgeRows({ department, file, interfaceName, sheet, choices, sourceUrl });
  const head = await readHead(rows);
  const rejected =
    options.rejectedFile === undefined ? noRejectedFile : createRejectedFile(options.rejectedFile, head.headings);
  const batch = createBatch(async (good) => {
    await keepRows(good, { ...intake, head, rejected });
    options.onProgress?.(intake.tally.counts.rows);
  });
  let interruption: ImportReport["interruption"];
  let path: string | undefined;
  try {
    for await (const row of rows) {
      if (row.kind === "unreadable") interruption = reasonOf(row.error);
      else if (row.kind === "left out") intake.tally.warn(row.warnings);
      else if (row.kind !== "header") await takeRow(row, { ...intake, batch, rejected });
    }
    await batch.flush();
    path = await rejected.close();
  } catch (error) {
    await batch.idle();
    path = await rejected.close().catch(() => undefined);
    ({ interruption } = brokenOff(intake.sink, intake.tally, error));
  }
  return {
    format: head.format,
    origin: head.origin,
    ...(interruption ? { interruption } : {}),
    ...(path === undefined ? {} : { rejectedFile: path }),
  };
}

function reasonOf({ code, ja, en }: TableError) {
  return { code, ja, en };
}

async function readHead(rows: AsyncGenerator<JudgedRow>): Promise<TableHead> {
  const { value, done } = await rows.next();
  if (done || value.kind !== "header") throw new TypeError("a table begins with its header");
  return value;
}

async function takeRow(
  row: GoodRow | BadRow,
  { tally, kept, batch, rejected }: Intake & { readonly batch: Batch; readonly rejected: RejectedFile },
): Promise<void> {
  tally.counts.rows += 1;
  tally.warn(row.warnings);
  if (row.kind === "good") {
    kept.add(row.content.contract.code);
    return batch.add(row);
  }
  tally.reject(row.faults);
  return rejected.write(row.cells, row.faults);
}

/** What only the database knows makes a row bad too: a code that is taken by a record of another type. */
async function keepRows(
  rows: readonly GoodRow[],
  { tally, sink, head, rejected }: Intake & { readonly head: TableHead; readonly rejected: RejectedFile },
): Promise<void> {
  const outcomes = await sink.save(rows.map(({ content }) => content));
  tally.add(outcomes);
  for (const [index, { row, cells }] of rows.entries()) {
    const outcome = outcomes[index];
    if (outcome?.outcome !== "otherType") continue;
    const heading = head.headingOf("kind");
    const faults = [{ row, ...cellFault(heading, cells.get(heading) ?? "", reasons.otherType(outcome.typeName)) }];
    tally.reject(faults);
    await rejected.write(cells, faults);
  }
}
