/** Brings the index up to date with one department: page after page until nothing is left. */
import type { EntityManager } from "typeorm";
import type { Database } from "#kit/database/open.ts";
import type { ChangePage } from "#kit/feed/read.ts";
import type { FeedSource } from "#kit/feed/source.ts";
import { type PositionRow, positionTable } from "../tables/tables.ts";
import { applyBatch } from "./apply.ts";
import { changeDigest } from "./change-digest.ts";
import { forgetDepartment } from "./forget.ts";

/** Changes asked for at a time; a department gives no more. */
const pageSize = 1_000;

/** Changes per transaction: each rewrites the ends of most words' postings, so many together are several times as fast. */
const batchSize = 5_000;

export interface Followed {
  readonly code: string;
  readonly feed: FeedSource;
}

/** Gives the department's last sequence number. @throws whatever the feed or the database throws; what was applied stays */
export async function pullDepartment(
  database: Database,
  followed: Followed,
  signal: AbortSignal = new AbortController().signal,
): Promise<number> {
  const position = await findPosition(database.reader, followed.code);
  const page = await readOn(followed.feed, position);
  if (page === "another history") {
    await database.transaction((manager) => forgetDepartment(manager, followed.code, position));
    return pullDepartment(database, followed, signal);
  }
  const { changes, last } = await readMore(followed.feed, page);
  if (changes.length === 0) return last;
  const batch = { department: followed.code, after: position?.sequence ?? 0, changes };
  await database.transaction((manager) => applyBatch(manager, batch));
  return lastOf(changes) < last && !signal.aborted ? pullDepartment(database, followed, signal) : last;
}

async function readMore(feed: FeedSource, page: ChangePage): Promise<ChangePage> {
  const position = lastOf(page.changes);
  if (page.changes.length >= batchSize || page.changes.length === 0 || position >= page.last) return page;
  const { changes, last } = await feed.read(position, pageSize);
  return readMore(feed, { changes: [...page.changes, ...changes], last });
}

function lastOf(changes: ChangePage["changes"]): number {
  return changes.at(-1)?.sequence ?? 0;
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
