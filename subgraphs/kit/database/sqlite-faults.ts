/** What an error of SQLite means: try again, no room left, not to be written, or a disk that fails. */
import { errors, type HubError } from "../errors.ts";
import { errorCode } from "./error-code.ts";

export function isBusy(error: unknown): boolean {
  return sqliteCode(error).startsWith("SQLITE_BUSY");
}

/** The same error as people are told it; what is not about the database's state stays what it is. */
export function toldSqliteFault(error: unknown): unknown {
  const told = meaningOf(sqliteCode(error));
  return told === undefined ? error : Object.assign(told, { cause: error });
}

function meaningOf(code: string): HubError | undefined {
  if (code === "SQLITE_FULL") return errors.databaseFull();
  if (code.startsWith("SQLITE_BUSY")) return errors.databaseBusy();
  if (code.startsWith("SQLITE_READONLY")) return errors.databaseReadOnly();
  return ofDisk.test(code) ? errors.databaseFault(code) : undefined;
}

const ofDisk = /^SQLITE_(IOERR|CANTOPEN|CORRUPT|NOTADB|PROTOCOL|NOMEM)/;

/** The code by which SQLite says that the file is no sound database; undefined for every other error. */
export function damageCodeOf(error: unknown): string | undefined {
  const code = sqliteCode(error);
  return isDamageCode(code) ? code : undefined;
}

export function isDamageCode(code: string): boolean {
  return code.startsWith("SQLITE_CORRUPT") || code.startsWith("SQLITE_NOTADB");
}

/**
 * Without room the mark of the commit was not written. After any other failure of the disk it may stand in the log and be
 * found when the file is next opened.
 */
export function isCommitUnknown(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== "SQLITE_FULL" && !code.startsWith("SQLITE_BUSY") && !code.startsWith("SQLITE_READONLY");
}

function sqliteCode(error: unknown): string {
  return errorCode(error) ?? "";
}
