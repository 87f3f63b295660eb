/** What the registry says is current, read again only when it has changed; and what it said last, on disk, for when its database is gone. */
import path from "node:path";
import type { Database } from "#kit/database/open.ts";
import { readSealed, writeSealed } from "../../supergraph/sealed-file.ts";
import { type Head, readHead, readMark } from "../store/versions.ts";
import { withinTime } from "./within-time.ts";

export interface KnownHead {
  /** Undefined where the registry was never reached. */
  read(): Promise<Head | undefined>;
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

interface ReadHead {
  readonly head: Head;
  /** By which it is known to be the same. */
  readonly mark: string;
}

export function createKnownHead({ folder, database, onAway, onNotKept }: Options): KnownHead {
  const file = path.join(folder, "registry-head.json");
  let known: Head | undefined;
  let mark: string | undefined;
  let awaySince: number | undefined;
  const readNow = async (): Promise<ReadHead> => {
    const opened = await database();
    // Before the head: what is written in between is read again the next time.
    const found = await readMark(opened.reader);
    if (known && found === mark) return { head: known, mark };
    const head = await readHead(opened);
    known ??= parsed(await readSealed(file));
    // A database that was made anew would take every department out of the graph without anybody's wanting it.
    if (head.revision === 0 && known !== undefined && known.revision > 0) throw new Error("the registry is empty");
    // What cannot be kept for later is served all the same.
    await writeSealed(file, JSON.stringify(head)).catch(onNotKept);
    return { head, mark: found };
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

function parsed(text: string | undefined): Head | undefined {
  return text === undefined ? undefined : JSON.parse(text);
}
