/** Commits a change, and says of one that failed whether it is proven that it was not made. */
import type { EntityManager } from "typeorm";
import type { Database } from "../database/open.ts";
import { errors, HubError } from "../errors.ts";

/** @throws HubError CHANGE_NOT_MADE where the database went away before the commit; COMMIT_UNKNOWN where in the middle of it */
export function commitChange<Result>(
  database: Database,
  work: (manager: EntityManager) => Promise<Result>,
): Promise<Result> {
  return tellNotMade(() => database.transaction(work));
}

/** For a change that is one transaction, committed last. @throws HubError CHANGE_NOT_MADE */
export async function tellNotMade<Result>(change: () => Promise<Result>): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof HubError && error.code === errors.databaseAway.code)) throw error;
    throw Object.assign(errors.changeNotMade(), { cause: error });
  }
}

/** What is committed is told as saved, also where it cannot be read now. @throws HubError SAVED_NOT_SHOWN */
export async function showSaved<Shown>(show: () => Promise<Shown>, version?: number): Promise<Shown> {
  try {
    return await show();
  } catch (error) {
    throw Object.assign(errors.savedNotShown(version), { cause: error });
  }
}
