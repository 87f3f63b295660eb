/** Whether the disk of a SQLite file takes a change: looked at without writing, or tried. */
import { accessSync, constants } from "node:fs";
import { rm, statfs, writeFile } from "node:fs/promises";
import path from "node:path";
import type { EntityManager } from "typeorm";
import { errors } from "../errors.ts";
import { errorCode } from "./error-code.ts";
import { createLock } from "./lock.ts";

/** More than an ordinary change adds to the file and its log. */
const roomOfChangeBytes = 256 * 1024;

/** Whether there may be too little room. @throws HubError DATABASE_READ_ONLY */
export async function isSuspectFile(file: string): Promise<boolean> {
  try {
    accessSync(file, constants.W_OK);
  } catch (error) {
    throw Object.assign(errors.databaseReadOnly(), { cause: error });
  }
  const { bavail, bsize, blocks } = await statfs(path.dirname(file));
  // Some file systems say nothing of their size.
  return blocks > 0 && bavail * bsize < roomOfChangeBytes;
}

/** The databases of a process mostly share a disk: together they would ask for more than there need be. */
const scratching = createLock();

/** Writes as much beside the database as a change needs. @throws HubError DATABASE_FULL, DATABASE_READ_ONLY or DATABASE_FAULT */
export function tryRoom(folder: string): Promise<void> {
  const scratch = path.join(folder, `.room-${process.pid}`);
  return scratching.hold(async () => {
    try {
      await writeFile(scratch, Buffer.alloc(roomOfChangeBytes), { flush: true, mode: 0o600 });
    } catch (error) {
      throw Object.assign(meaningOf(errorCode(error) ?? "?"), { cause: error });
    } finally {
      await rm(scratch, { force: true });
    }
  });
}

function meaningOf(code: string) {
  if (code === "ENOSPC" || code === "EDQUOT") return errors.databaseFull();
  return code === "EROFS" || code === "EACCES" ? errors.databaseReadOnly() : errors.databaseFault(code);
}

/** In a transaction: a page of the database is written as it is. */
export async function rewritePage(manager: EntityManager): Promise<void> {
  const [row]: readonly { readonly user_version: number }[] = await manager.query("PRAGMA user_version");
  await manager.query(`PRAGMA user_version = ${Number(row?.user_version ?? 0)}`);
}
