/** Whether a change can be made now. Changes themselves say so; something is written for it only where there is reason to doubt. */
import { errors, HubError } from "../errors.ts";

export interface ChangeHealth {
  /** Takes note of how a change ended, and passes it on. */
  watch<T>(change: Promise<T>): Promise<T>;
  /** Undefined while a change can be made. */
  findObstacle(): Promise<HubError | undefined>;
}

interface Options {
  /** Looks without writing, and says whether there is reason to try. @throws HubError what is seen to be in the way */
  readonly isSuspect: () => Promise<boolean>;
  /** Writes as much as a change does, and leaves nothing behind. @throws what a change would throw */
  readonly attempt: () => Promise<void>;
}

/** What it says holds for so long, in milliseconds, however often it is asked. */
const holdsForMs = 1_000;

/** Faults of the database, which others will meet too; a change that is refused for what it says is none. */
const obstacles = new Set(
  [
    errors.databaseFull,
    errors.databaseReadOnly,
    errors.databaseFault,
    errors.databaseFileGone,
    errors.databaseAway,
    errors.databaseCrowded,
    errors.commitUnknown,
  ].map(({ code }) => code),
);

export function createChangeHealth({ isSuspect, attempt }: Options): ChangeHealth {
  let isDoubtful = false;
  let last: { readonly at: number; readonly found: Promise<HubError | undefined> } | undefined;
  const look = async () => {
    try {
      if (!(await isSuspect()) && !isDoubtful) return undefined;
      await attempt();
      isDoubtful = false;
      return undefined;
    } catch (error) {
      isDoubtful = true;
      return obstacleIn(error);
    }
  };
  return {
    async watch(change) {
      try {
        const result = await change;
        isDoubtful = false;
        return result;
      } catch (error) {
        if (error instanceof HubError && obstacles.has(error.code)) {
          isDoubtful = true;
          last = undefined;
        }
        throw error;
      }
    },
    findObstacle() {
      if (last === undefined || performance.now() - last.at > holdsForMs)
        last = { at: performance.now(), found: look() };
      return last.found;
    },
  };
}

function obstacleIn(error: unknown): HubError {
  return error instanceof HubError ? error : Object.assign(errors.databaseFault("?"), { cause: error });
}
