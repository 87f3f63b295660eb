/** Brings a follower up to date with one department: page after page until nothing is left. */

import type { Database } from "../database/open.ts";
import type { Bilingual } from "../errors.ts";
import type { ChangePage } from "../feed/read.ts";
import type { FeedSource } from "../feed/source.ts";
import { changeDigest } from "./change-digest.ts";
import { type Batch, findPosition, type PositionRow } from "./position.ts";

/** Changes asked for at a time: few enough that reading them, there as here, is a short turn of the thread. */
const pageSize = 250;

/** Changes per transaction: the more together the less each costs, and the longer is the commit, in which nobody has a turn. */
const batchSize = 2_000;

export interface Followed {
  /** What it is called; its code where nobody has said. */
  readonly title?: Bilingual | undefined;
  readonly code: string;
  readonly feed: FeedSource;
}

/** Whoever keeps what the departments tell, in a database that also keeps the positions. */
export interface Keeper {
  readonly database: Database;
  /** Keeps the changes and moves the position, in one transaction; nothing if somebody else has done so. */
  apply(batch: Batch): Promise<unknown>;
  /** Whether there is room to keep more; what is not kept is still there to be read later. */
  hasRoom(): Promise<boolean>;
  /** The department's history has begun anew: drops the position, unless somebody else has moved it. */
  forget(department: string, known: PositionRow | null): Promise<void>;
}

export interface Pulling {
  readonly signal: AbortSignal;
  /** Told of each batch that was kept: the number of the last change that is known, and of the last that there is. */
  readonly onProgress: (known: number, last: number) => void;
}

/** Gives the department's last sequence number. @throws whatever the feed or the database throws; what was applied stays */
export async function pullDepartment(keeper: Keeper, followed: Followed, pulling: Pulling): Promise<number> {
  const position = await findPosition(keeper.database.reader, followed.code);
  const page = await readOn(followed.feed, position);
  if (page === "another history") {
    await keeper.forget(followed.code, position);
    return pullDepartment(keeper, followed, pulling);
  }
  const { changes, last } = await readMore(followed.feed, page);
  if (changes.length === 0 || !(await keeper.hasRoom())) return last;
  await keeper.apply({ department: followed.code, after: position?.sequence ?? 0, changes });
  const known = lastOf(changes);
  pulling.onProgress(known, last);
  return known < last && !pulling.signal.aborted ? pullDepartment(keeper, followed, pulling) : last;
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
