/** Reads the whole trail, in one state of the database, with what lies outside. */
import type { Database } from "#kit/database/open.ts";
import { headOf } from "./merkle.ts";
import { checkpointTable, eventTable, trailTable } from "./tables.ts";
import type { TrailContents } from "./verify.ts";
import { readWitnessed } from "./witness.ts";

export async function readTrail(database: Database, folder: string): Promise<TrailContents> {
  return database.transaction(async (manager) => {
    // Whoever holds the row keeps others from going on, here and outside, but for the checkpoint of the last change.
    await manager.increment(trailTable.entity, { id: 1 }, "size", 0);
    const trail = await manager.findOneBy(trailTable.entity, { id: 1 });
    const events = await manager.find(eventTable.entity, { order: { sequence: "ASC" } });
    const checkpoints = await manager.find(checkpointTable.entity, { order: { size: "ASC" } });
    const { statements, pieces, keys } = readWitnessed(folder);
    return {
      events,
      size: trail?.size ?? 0,
      lastHash: trail?.lastHash ?? "",
      head: headOf(trail?.frontier ?? []),
      checkpoints: checkpoints.map(({ statement }) => statement),
      witnessed: statements,
      pieces,
      keys,
    };
  });
}
