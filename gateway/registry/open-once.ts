/** Opens a database when it is first needed, and tries again the next time where that failed. */
import type { Database } from "#kit/database/open.ts";

export interface OpenOnce {
  open(): Promise<Database>;
  /** Undefined where nobody has needed it yet, or it could not be opened. */
  opened(): Promise<Database | undefined>;
  /** Why it could not be opened the last time; undefined where it was. */
  failure(): unknown;
  /** Closes it, where it is open. */
  close(): Promise<void>;
}

export function openOnce(openNow: () => Promise<Database>): OpenOnce {
  let opening: Promise<Database> | undefined;
  let failure: unknown;
  return {
    open() {
      opening ??= openNow().then(
        (database) => {
          failure = undefined;
          return database;
        },
        (error: unknown) => {
          failure = error;
          opening = undefined;
          throw error;
        },
      );
      return opening;
    },
    failure: () => failure,
    opened: async () => opening?.catch(() => undefined),
    async close() {
      const database = await opening?.catch(() => undefined);
      opening = undefined;
      await database?.close();
    },
  };
}
