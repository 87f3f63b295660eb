/** Reads the whole trail, in one state of the database, with what lies outside. */
import type { Database } from "#kit/database/open.ts";
import { checkpointTable, eventTable, trailTable } from "./tables.ts";
import type { TrailContents } from "./verify.ts";
import { readWitnessed } from "./witness.ts";

export async function readTrail(database: Database, folder: string): Promise<TrailContents> {
  // What lies outside is read first: what is written meanwhile is then in the database as well.
  const { statements, keys } = readWitnessed(folder);
  return database.transaction(async (manager) => {
    await manager.increment(trailTable.entity, { id: 1 }, "size", 0);
    const trail = await manager.findOneBy(trailTable.entity, { id: 1 });
    const events = await manager.find(eventTable.entity, { order: { sequence: "ASC" } });
    const checkpoints = await manager.find(checkpointTable.entity, { order: { size: "ASC" } });
    return {
      events,
      size: trail?.size ?? 0,
      checkpoints: checkpoints.map(({ statement }) => statement),
      witnessed: statements,
      keys,
    };
  });
}
