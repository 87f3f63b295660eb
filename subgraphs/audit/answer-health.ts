/**
 * Whether the audit can answer: whether it could read what it answers from when it last tried. How long a reading takes is no sign of
 * anything, since a machine may be busy; until the first has ended nobody could be answered in time, and who asks waits for it.
 */
import { errors, HubError } from "#kit/errors.ts";

export interface AnswerHealth {
  /** Undefined where the last reading that ended went well. */
  findObstacle(): Promise<HubError | undefined>;
}

export function createAnswerHealth(read: () => Promise<unknown>): AnswerHealth {
  let first: Promise<void> | undefined;
  let isReading = false;
  let last: HubError | undefined;
  const look = async () => {
    isReading = true;
    last = await read().then(() => undefined, toObstacle);
    isReading = false;
  };
  return {
    async findObstacle() {
      const isFirst = first === undefined;
      first ??= look();
      await first;
      const obstacle = last;
      if (!isFirst && !isReading) void look();
      return obstacle;
    },
  };
}

function toObstacle(error: unknown): HubError {
  return error instanceof HubError ? error : Object.assign(errors.internal(), { cause: error });
}
