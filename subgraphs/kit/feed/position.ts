/** Where the change feed stands: the one small question whose answer changes with every write. */
import type { EntityManager } from "typeorm";
import { createFreshRead } from "../loaders/fresh-read.ts";

/** Equal texts mean that nothing was written between. Whoever asks hears of every write that was committed before. */
export function createPositionReader(manager: EntityManager): () => Promise<string> {
  return createFreshRead(async () => {
    const rows = await manager.query<readonly object[]>("SELECT last, last_at FROM feed_position WHERE id = 1");
    return JSON.stringify(rows);
  });
}
