/** What a backup holds, after it was written or put back, for people or for programs. */
import { type BackupSummary, type DatabaseSummary, rowsIn } from "#kit/backup/backup-lines.ts";
import type { Bilingual, Terminal } from "../terminal.ts";

interface What {
  readonly file: string;
  readonly summary: BackupSummary;
  readonly json: boolean;
  readonly done: Bilingual;
  /** For programs, beside what the backup holds. */
  readonly more?: object;
}

export function printBackup(terminal: Terminal, { file, summary, json, done, more }: What): void {
  if (json) {
    terminal.printJson({ file, ...summary, ...more });
    return;
  }
  terminal.print(terminal.say(done));
  for (const database of summary.databases) terminal.print(`  ${databaseLine(terminal, database)}`);
  terminal.print(`  ${terminal.say(total(summary))}`);
}

function databaseLine({ say }: Terminal, { name, tables }: DatabaseSummary): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0).toLocaleString("en");
  return say({ ja: `${name}: ${tables.length} 表、${rows} 行`, en: `${name}: ${tables.length} tables, ${rows} rows` });
}

const total = (summary: BackupSummary) => {
  const rows = rowsIn(summary).toLocaleString("en");
  return {
    ja: `合計 ${rows} 行、${summary.at} の時点。各表の SHA-256 は --json で確かめられます。`,
    en: `${rows} rows in all, as of ${summary.at}. --json lists the SHA-256 of each table.`,
  };
};
