/** The files of a SQLite database as they were when it was opened: a process goes on writing into a file that was deleted, and nobody finds it again. */
import { statSync } from "node:fs";
import { errors } from "../errors.ts";

/** The database, its log of changes, and the index over the log that processes share. */
const endings = ["", "-wal", "-shm"];

export interface SqliteFiles {
  /** @throws HubError DATABASE_FILE_GONE where a file is not the one that was opened any more */
  assertUnmoved(): void;
}

/** Call it when the database has been written to, so that all of its files are there. */
export function rememberFiles(file: string): SqliteFiles {
  const opened = endings.map((ending) => identityOf(file + ending));
  return {
    assertUnmoved() {
      const isMoved = endings.some((ending, index) => identityOf(file + ending) !== opened[index]);
      if (isMoved) throw errors.databaseFileGone();
    },
  };
}

function identityOf(file: string): string | undefined {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}
