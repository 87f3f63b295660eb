/** What an error of MySQL or MariaDB means: try again, no room left, or nobody there. */
import { errors } from "../errors.ts";
import { errorCode } from "./error-code.ts";

/** ER_LOCK_DEADLOCK and ER_LOCK_WAIT_TIMEOUT: the server asks to roll back and to try again. */
const lockWaitEnded = 1205;
const lockCodes = new Set([1213, lockWaitEnded]);

/** ER_DISK_FULL, ER_RECORD_FILE_FULL and ER_ERROR_ON_WRITE. */
const fullCodes = new Set([1021, 1114, 1026]);

/** ER_GET_ERRNO and ER_ERROR_DURING_COMMIT quote the system, which counts ENOSPC and EDQUOT so. */
const quotingCodes = new Set([1030, 1180]);
const saysFull = /error (28|122)\b/i;

/** ER_OPTION_PREVENTS_STATEMENT, ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION and ER_READ_ONLY_MODE. */
const readOnlyCodes = new Set([1290, 1792, 1836]);

/** ER_CON_COUNT_ERROR, ER_TOO_MANY_USER_CONNECTIONS and ER_USER_LIMIT_REACHED: nothing was begun. */
const crowdedCodes = new Set([1040, 1203, 1226]);

/** ER_SERVER_SHUTDOWN, ER_QUERY_INTERRUPTED by a shutdown, and MariaDB's ER_CONNECTION_KILLED. */
const endingCodes = new Set([1053, 1317, 1927]);

const lostCodes = new Set(["PROTOCOL_CONNECTION_LOST", "ECONNRESET", "EPIPE"]);
const awayCodes = new Set(["ECONNREFUSED", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"]);

/** Whether the same transaction may go through when it is run again: it lost a lock, or its connection before it was to commit. */
export function isRetryable(error: unknown): boolean {
  return isLockFault(error) || isLost(error);
}

export function isLockFault(error: unknown): boolean {
  return lockCodes.has(numberOf(error));
}

/** Somebody else holds the lock for longer than is waited for it. */
export function isLockWaitEnded(error: unknown): boolean {
  return numberOf(error) === lockWaitEnded;
}

/** A handshake, a certificate or a file of it that does not do; `reason` is the code of the driver, of Node or of OpenSSL. */
export function isTlsFault(reason: string): boolean {
  return /^(?:HANDSHAKE_|ERR_(?:TLS|SSL|OSSL)|UNABLE_TO_)|CERT/.test(reason);
}

/** The server has no connection left for us. */
export function isCrowded(error: unknown): boolean {
  return crowdedCodes.has(numberOf(error));
}

/** A connection that was there broke off; what had not been committed on it is rolled back. */
export function isLost(error: unknown): boolean {
  const code = errorCode(error) ?? "";
  if (lostCodes.has(code) || endingCodes.has(numberOf(error))) return true;
  return isFatal(error) && !awayCodes.has(code) && !isCrowded(error);
}

/** Whether an error of a commit leaves open whether it was carried out: not where the server says why it was not. */
export function isCommitUnknown(error: unknown): boolean {
  return !isLockFault(error) && !isFull(error) && !readOnlyCodes.has(numberOf(error));
}

/** The same error as people are told it; what means nothing to them stays what it is. */
export function toldFault(error: unknown): unknown {
  const told = meaningOf(error);
  if (told === undefined) return error;
  told.cause = error;
  return told;
}

/** ER_NO_SUCH_TABLE, ER_NO_SUCH_TABLE_IN_ENGINE, ER_TABLESPACE_MISSING, ER_CRASHED_ON_USAGE, ER_INDEX_CORRUPT and ER_TABLE_CORRUPT. */
const damageCodes = new Set([1146, 1932, 1812, 1194, 1712, 1877]);

/** What the server says of a table that is gone or broken; undefined for every other error. */
export function damageOf(error: unknown): string | undefined {
  if (!damageCodes.has(numberOf(error))) return undefined;
  const [, table = ""] = /'(?:[^'.]*\.)?([^'.]+)'/.exec(String(error)) ?? [];
  return [errorCode(error), table].filter(Boolean).join(" ");
}

function meaningOf(error: unknown) {
  if (isFull(error)) return errors.databaseFull();
  if (isLockFault(error)) return errors.databaseBusy();
  if (readOnlyCodes.has(numberOf(error))) return errors.databaseReadOnly();
  if (isCrowded(error)) return errors.databaseCrowded();
  if (isLost(error) || awayCodes.has(errorCode(error) ?? "")) return errors.databaseAway();
  return undefined;
}

function isFull(error: unknown): boolean {
  const number = numberOf(error);
  return fullCodes.has(number) || (quotingCodes.has(number) && saysFull.test(String(error)));
}

function numberOf(error: unknown): number {
  return error instanceof Error && "errno" in error ? Number(error.errno) : Number.NaN;
}

/** The driver says so of a connection that cannot be used any more, and gives no code where one was used nevertheless. */
function isFatal(error: unknown): boolean {
  return error instanceof Error && "fatal" in error && error.fatal === true;
}
