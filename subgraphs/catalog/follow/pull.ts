/** Brings the index up to date with one department: page after page until nothing is left. */
import type { EntityManager } from "typeorm";
import type { Database } from "#kit/database/open.ts";
import type { ChangePage } from "#kit/feed/read.ts";
import type { FeedSource } from "#kit/feed/source.ts";
import { type PositionRow, positionTable } from "../tables/tables.ts";
import { applyBatch } from "./apply.ts";
import { changeDigest } from "./change-digest.ts";
import { forgetDepartment } from "./forget.ts";

/** Changes per transaction: enough to fill the index fast, few enough that nobody waits long for the lock. */
const pageSize = 1_000;

export interface Followed {
  readonly code: string;
  readonly feed: FeedSource;
}

/** Gives the department's last sequence number. @throws whatever the feed or the database throws; what was applied stays */
export async function pullDepartment(database: Database, followed: Followed): Promise<number> {
  const position = await findPosition(database.reader, followed.code);
  const page = await readOn(followed.feed, position);
  if (page === "another history") {
    await database.transaction((manager) => forgetDepartment(manager, followed.code));
    return pullDepartment(database, followed);
  }
  if (page.changes.length === 0) return page.last;
  const batch = { department: followed.code, after: position?.sequence ?? 0, changes: page.changes };
  await database.transaction((manager) => applyBatch(manager, batch));
  const read = page.changes.at(-1)?.sequence ?? 0;
  return read < page.last ? pullDepartment(database, followed) : page.last;
}

function findPosition(manager: EntityManager, department: string): Promise<PositionRow | null> {
  return manager.findOneBy(positionTable.entity, { department });
}

/**
 * Reads from the last applied change on, that change included: if it is not the one we know, the department's database
 * was made anew or put back from a copy, and what we have is not its history any more.
 */
async function readOn(feed: FeedSource, position: PositionRow | null): Promise<ChangePage | "another history"> {
  if (position === null) return feed.read(0, pageSize);
  const { changes, last } = await feed.read(position.sequence - 1, pageSize);
  const [known, ...rest] = changes;
  if (known === undefined || changeDigest(known) !== position.digest) return "another history";
  return { changes: rest, last };
}
