/** What the registry says is current, read again only when it has changed; and what it said last, on disk, for when its database is gone. */
import path from "node:path";
import type { Database } from "#kit/database/open.ts";
import { readSealed, writeSealed } from "../../supergraph/sealed-file.ts";
import { type Head, type Mark, readHead, readMark } from "../store/versions.ts";
import { withinTime } from "./within-time.ts";

/** What was read later is newer: a registry that was restored counts its revisions anew. */
export interface HeadAsRead extends Head {
  /** In milliseconds of the database's clock; later each time, also where that was set back. */
  readonly readAt: number;
}

export interface KnownHead {
  /** Undefined where the registry was never reached. */
  read(): Promise<HeadAsRead | undefined>;
}

interface Options {
  readonly folder: string;
  /** Opens the database, where it is not open yet. */
  readonly database: () => Promise<Database>;
  /** Told once each time the database goes away. */
  readonly onAway: (error: unknown) => void;
  /** Told where what the registry says could not be written to disk. */
  readonly onNotKept: (error: unknown) => void;
}

/** How long a database may take to answer, in milliseconds, before what was known is served on. */
const patience = 2_000;
/** How long it is left alone after it did not, in milliseconds. */
const pause = 2_000;

interface Reading {
  readonly head: HeadAsRead;
  /** By which it is known to be the same. */
  readonly mark: string;
}

export function createKnownHead({ folder, database, onAway, onNotKept }: Options): KnownHead {
  const file = path.join(folder, "registry-head.json");
  let known: HeadAsRead | undefined;
  let mark: string | undefined;
  let awaySince: number | undefined;
  const readAt = ({ at }: Mark) => Math.max(at, (known?.readAt ?? 0) + 1);
  const readNow = async (): Promise<Reading> => {
    const opened = await database();
    // Before the head: what is written in between is read again the next time.
    const found = await readMark(opened);
    if (known && found.text === mark) return { head: { ...known, readAt: readAt(found) }, mark };
    known ??= parsed(await readSealed(file));
    const head = { ...(await readHead(opened)), readAt: readAt(found) };
    // A database that was made anew would take every department out of the graph without anybody's wanting it.
    if (head.revision === 0 && known !== undefined && known.revision > 0) throw new Error("the registry is empty");
    // What cannot be kept for later is served all the same.
    await writeSealed(file, JSON.stringify(head)).catch(onNotKept);
    return { head, mark: found.text };
  };
  return {
    async read() {
      if (awaySince !== undefined && Date.now() - awaySince < pause) return known;
      try {
        ({ head: known, mark } = await withinTime(readNow(), patience));
        awaySince = undefined;
      } catch (error) {
        if (awaySince === undefined) onAway(error);
        awaySince = Date.now();
        known ??= parsed(await readSealed(file));
      }
      return known;
    },
  };
}

function parsed(text: string | undefined): HeadAsRead | undefined {
  return text === undefined ? undefined : { readAt: 0, ...JSON.parse(text) };
}
