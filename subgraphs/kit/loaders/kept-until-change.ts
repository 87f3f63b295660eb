/**
 * Keeps what was read of a table for as long as the department's change feed stands where it stood: every write moves the
 * feed in its own transaction. Whoever reads asks first where the feed stands, one small statement for all tables.
 */
import { BoundedCache } from "../bounded-cache.ts";
import type { ReadByKeys } from "./by-key.ts";

/** Of each table: some hundred bytes to some kilobytes a row. */
const keysKept = 5_000;

/** The position must have been read after the request began, and before this is called. */
export type ReadAt<Found> = (keys: readonly string[], position: string) => Promise<Found[]>;

export function keptUntilChange<Found>(read: ReadByKeys<Found>): ReadAt<Found> {
  let position = "";
  let kept = new BoundedCache<string, Found>(keysKept);
  return async (keys, positionNow) => {
    if (positionNow !== position) {
      position = positionNow;
      kept = new BoundedCache(keysKept);
    }
    // What is read below is at least as new as this position; if the feed moves meanwhile, it goes with what it was kept in.
    return completed(keys, kept, read);
  };
}

async function completed<Found>(
  keys: readonly string[],
  kept: BoundedCache<string, Found>,
  read: ReadByKeys<Found>,
): Promise<Found[]> {
  const found = new Map(keys.map((key) => [key, kept.get(key)]));
  const missing = keys.filter((key) => found.get(key) === undefined);
  const readNow = missing.length > 0 ? await read(missing) : [];
  for (const [index, value] of readNow.entries()) {
    const key = missing[index] ?? "";
    found.set(key, value);
    kept.set(key, value);
  }
  return keys.flatMap((key) => {
    const value = found.get(key);
    return value === undefined ? [] : [value];
  });
}
