/**
 * Each gateway has a list of revoked tokens in its data folder. Where several share a registry, the lines of each come to all of them
 * within a second, and stay in their own lists, so that they also hold while the database is away.
 */
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "#kit/database/open.ts";
import { createRevocationFile, type RevocationOptions } from "./access/revocations.ts";
import { addRevocations, readRevocationMark, readRevocations } from "./registry/store/revocations.ts";

interface Sharing {
  readonly list: RevocationOptions;
  readonly database: () => Promise<Database>;
  /** Told once until it works again. */
  readonly onFailure: (error: unknown) => void;
}

/** Between two looks at the list and at the database, in milliseconds. */
const intervalMs = 250;

export function shareRevocations({ list, database, onFailure }: Sharing): { close(): Promise<void> } {
  const exchange = createExchange(list, database);
  const ending = new AbortController();
  let hasFailed = false;
  const exchangeOnce = async () => {
    try {
      await exchange();
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) onFailure(error);
      hasFailed = true;
    }
  };
  const sharing = (async () => {
    while (!ending.signal.aborted) {
      await exchangeOnce();
      await sleep(intervalMs, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    async close() {
      ending.abort();
      await sharing;
    },
  };
}

function createExchange(list: RevocationOptions, open: Sharing["database"]): () => Promise<void> {
  const file = createRevocationFile(list);
  const here = new Set<string>();
  let mark = "";
  return async () => {
    const own = file.readChanged().map((line) => ({ ...line, digest: digestOf(line.line) }));
    const database = await open();
    const at = new Date().toISOString();
    if (own.length > 0)
      await addRevocations(
        database,
        own.map((line) => ({ ...line, at })),
      );
    file.settle();
    for (const { digest } of own) here.add(digest);
    const found = await readRevocationMark(database.reader);
    if (found === mark) return;
    const others = (await readRevocations(database.reader)).filter(({ digest }) => !here.has(digest));
    file.append(others.map(({ line }) => line));
    for (const { digest } of others) here.add(digest);
    mark = found;
  };
}

function digestOf(line: string): string {
  return createHash("sha256").update(line).digest("base64url");
}
