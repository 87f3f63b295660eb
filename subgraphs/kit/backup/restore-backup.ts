/** Puts a backup back: verified first, written beside what is there, and in its place only when all of it is there. */
import { backupErrors } from "./backup-errors.ts";
import type { BackupSummary } from "./backup-lines.ts";
import type { Place, Stage } from "./place.ts";
import type { PortableTable, Row } from "./portable-table.ts";
import { type Reader, readBackup } from "./read-backup.ts";

type RewriteRow = (row: Row) => Row;

/** What is put back otherwise than it was. */
export interface Rewriting {
  /** Undefined for a table whose rows stay as they are. */
  rewriting(database: string, table: PortableTable): RewriteRow | undefined;
}

const asItWas: Rewriting = { rewriting: () => undefined };

/** @throws HubError BACKUP_DAMAGED, RESTORE_TARGET_TAKEN or RESTORE_TARGET_IN_USE; what is there is then as it was */
export async function restoreBackup(
  place: Place,
  file: string,
  mayReplace: boolean,
  rewriting: Rewriting = asItWas,
): Promise<BackupSummary> {
  const summary = await readBackup(file);
  const stage = await place.stage();
  try {
    const taken = await place.existing(summary.databases.map(({ name }) => name));
    if (taken.length > 0 && !mayReplace) throw backupErrors.targetTaken(place.where, taken);
    await readBackup(file, writerTo(stage, rewriting));
    await stage.replace();
  } finally {
    await stage.discard();
  }
  return summary;
}

/** Few enough for the parameters of one statement, as wide as our tables are. */
const rowsAtOnce = 200;

function writerTo(stage: Stage, { rewriting }: Rewriting): Reader {
  let rows: Row[] = [];
  let databaseName = "";
  let rewrite: RewriteRow | undefined;
  const flush = async () => {
    await stage.addRows(rows);
    rows = [];
  };
  return {
    database({ database, migrations }) {
      databaseName = database;
      return stage.addDatabase(database, migrations);
    },
    table({ table }) {
      rewrite = rewriting(databaseName, table);
      return stage.addTable(table);
    },
    async row(row) {
      rows.push(rewrite ? rewrite(row) : row);
      if (rows.length >= rowsAtOnce) await flush();
    },
    tableEnd: flush,
  };
}
