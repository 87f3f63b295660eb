/** Lets only so many do something at a time, and only so many wait. */
import { registryErrors } from "../errors.ts";

export interface Turns {
  /** @throws HubError REGISTRY_BUSY where too many wait already */
  take<Value>(work: () => Promise<Value>): Promise<Value>;
}

export function createTurns(atOnce: number, mostWaiting: number): Turns {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  const begin = () => {
    if (free > 0) {
      free -= 1;
      return Promise.resolve();
    }
    if (waiting.length >= mostWaiting) throw registryErrors.busy();
    return new Promise<void>((resolve) => waiting.push(resolve));
  };
  const end = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    async take(work) {
      await begin();
      try {
        return await work();
      } finally {
        end();
      }
    },
  };
}
