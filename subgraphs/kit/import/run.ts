/** Imports a table into a department: in bounded memory, in transactions, every outcome counted. */
import type { EntityManager } from "typeorm";
import type { Database } from "../database/open.ts";
import type { Department } from "../department/definition.ts";
import { errors } from "../errors.ts";
import type { RecordInterface } from "../records/record.ts";
import type { RecordStore } from "../records/save.ts";
import type { DepartmentStores } from "../records/stores.ts";
import type { TableFormat } from "../tabular/outcomes.ts";
import type { TableError } from "../tabular/table-error.ts";
import { type Batch, createBatch } from "./batch.ts";
import { type JudgedRow, judgeRows } from "./judge-rows.ts";
import type { HeadingChoices } from "./reading-plan.ts";
import { createRejectedFile, noRejectedFile, type RejectedFile } from "./rejected-file.ts";
import { createTally, type ImportReport, type Tally } from "./report.ts";
import { checkOnly, inBatches, previewOf, type Sink, within } from "./sinks.ts";

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
  if (!options.allOrNothing) {
    return run(job, options.dryRun ? previewOf(database, store) : inBatches(database, store));
  }
  const check = await run(job, checkOnly);
  if (check.rejected > 0 || check.interruption) return { ...check, state: "refused" };
  if (options.dryRun) return run(job, previewOf(database, store));
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

async function run({ department, file, options }: ImportJob, sink: Sink): Promise<ImportReport> {
  const tally = createTally();
  const kept = new Set<string>();
  const batch = createBatch(async (contents) => {
    tally.add(await sink.save(contents));
    options.onProgress?.(tally.counts.rows);
  });
  const rows = judgeRows({
    department,
    file,
    interfaceName: options.interfaceName,
    sheet: options.sheet,
    choices: options.choices ?? {},
  });
  const end = await takeRows(rows, { tally, batch, kept, rejectedPath: options.rejectedFile });
  const complete = tally.counts.rejected === 0 && end.interruption === undefined;
  if (options.replace && tally.counts.rows === 0) throw errors.replaceNothing(file);
  if (options.replace && complete) tally.counts.ended = await sink.endOthers(kept);
  const { counts, faults, warningList } = tally;
  return {
    ...counts,
    ...end,
    state: sink.state,
    replaceSkipped: options.replace === true && !complete,
    faults,
    warningList,
  };
}

interface Intake {
  readonly tally: Tally;
  readonly batch: Batch;
  /** Receives the codes of the good rows. */
  readonly kept: Set<string>;
  readonly rejectedPath: string | undefined;
}

type End = Pick<ImportReport, "format" | "interruption" | "rejectedFile">;

async function takeRows(rows: AsyncIterable<JudgedRow>, intake: Intake): Promise<End> {
  let format: TableFormat = "csv-utf8";
  let unreadable: TableError | undefined;
  let rejected: RejectedFile = noRejectedFile;
  try {
    for await (const row of rows) {
      if (row.kind === "header") {
        format = row.format;
        if (intake.rejectedPath !== undefined) rejected = createRejectedFile(intake.rejectedPath, row.headings);
      } else if (row.kind === "unreadable") unreadable = row.error;
      else await takeRow(row, intake, rejected);
    }
    await intake.batch.flush();
  } finally {
    await rejected.close();
  }
  const path = await rejected.close();
  return {
    format,
    ...(unreadable ? { interruption: { code: unreadable.code, ja: unreadable.ja, en: unreadable.en } } : {}),
    ...(path === undefined ? {} : { rejectedFile: path }),
  };
}

async function takeRow(
  row: Extract<JudgedRow, { kind: "good" | "bad" }>,
  { tally, batch, kept }: Intake,
  rejected: RejectedFile,
): Promise<void> {
  tally.counts.rows += 1;
  tally.warn(row.warnings);
  if (row.kind === "good") {
    kept.add(row.content.contract.code);
    await batch.add(row.content, row.size);
  } else {
    tally.reject(row.faults);
    await rejected.write(row.cells, row.faults);
  }
}
