/**
 * The processes that run on one subgraph's database, each with what it answers: written down by itself before it answers anything, and
 * again and again while it runs. What the subgraph publishes is read from here, so that it is the same whichever of them is asked.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { EntityManager } from "typeorm";
import { defineTable } from "../database/define-table.ts";
import { secondsNow } from "../database/dialect.ts";
import type { Database } from "../database/open.ts";
import { commonSdl } from "./common-sdl.ts";

/** What a process answers. */
export interface Spoken {
  readonly sdl: string;
  /** Digest of what it knows besides its code; empty where that is nothing. */
  readonly known: string;
}

interface ReplicaRow extends Spoken {
  readonly id: string;
  /** Both in seconds of the database's clock. */
  readonly startedAt: number;
  readonly seenAt: number;
}

export const replicaTable = defineTable<ReplicaRow>("running_replica", {
  columns: {
    id: { kind: "code", key: true },
    startedAt: { kind: "bigInteger", required: true },
    seenAt: { kind: "bigInteger", required: true },
    known: { kind: "code", required: true },
    sdl: { kind: "text", required: true },
  },
});

export interface Replicas {
  /** What all that run can answer; what this process answers, while the database cannot be read. */
  readSdl(): Promise<string>;
  /** From now on this process answers otherwise. */
  speak(spoken: Spoken): Promise<void>;
  /** Resolves when all that run know it, or when that takes too long. */
  untilAllKnow(known: string): Promise<void>;
  leave(): Promise<void>;
}

/** How often a process says that it runs, in milliseconds. */
const intervalMs = 2_000;
/** After so many seconds without a sign it is taken for gone: longer than a process that is busy is silent. */
const silenceSeconds = 15;
/** How long others may take to know what this process knows, in milliseconds. */
const patienceMs = 5_000;
const lookAgainMs = 100;

/** Also where the database takes no changes: then nobody knows of this process until it does. */
export async function joinReplicas(
  database: Database,
  spoken: Spoken,
  onFailure: (error: unknown) => void = () => undefined,
): Promise<Replicas> {
  const id = randomUUID();
  const now = `FLOOR(${secondsNow[database.dialect]})`;
  let current = spoken;
  const say = () => database.transaction((manager) => writeDown(manager, { id, now, ...current }));
  const findRunning = () => readRunning(database.reader, now);
  const ending = new AbortController();
  await say().catch(onFailure);
  const beating = beat(say, onFailure, ending.signal);
  return {
    async readSdl() {
      const running = await findRunning().catch(() => []);
      return commonSdl(
        running.some((each) => each.id === id)
          ? running.map(({ sdl }) => sdl)
          : [current.sdl, ...running.map(({ sdl }) => sdl)],
      );
    },
    async speak(next) {
      current = next;
      await database
        .transaction((manager) => writeDown(manager, { id, now, ...current, isChanged: true }))
        .catch(onFailure);
    },
    async untilAllKnow(known) {
      const deadline = performance.now() + patienceMs;
      while (performance.now() < deadline) {
        const running = await findRunning();
        if (running.every((each) => each.known === known)) return;
        await sleep(lookAgainMs);
      }
    },
    async leave() {
      ending.abort();
      await beating;
      await database.transaction((manager) => manager.delete(replicaTable.entity, { id })).catch(onFailure);
    },
  };
}

async function beat(say: () => Promise<void>, onFailure: (error: unknown) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(intervalMs, undefined, { signal, ref: false }).catch(() => undefined);
    if (!signal.aborted) await say().catch(onFailure);
  }
}

interface Sign extends Spoken {
  readonly id: string;
  readonly now: string;
  readonly isChanged?: true;
}

/** What is known is only seen again; a process that was taken for gone is there again. */
async function writeDown(manager: EntityManager, { id, now, known, sdl, isChanged }: Sign): Promise<void> {
  const isKnown = await manager.existsBy(replicaTable.entity, { id });
  if (isKnown) await manager.query(`UPDATE running_replica SET seen_at = ${now} WHERE id = ?`, [id]);
  if (isKnown && isChanged) await manager.update(replicaTable.entity, { id }, { known, sdl });
  if (isKnown) return;
  await manager.query(`DELETE FROM running_replica WHERE seen_at < ${now} - ${silenceSeconds}`);
  await manager.query(
    `INSERT INTO running_replica (id, started_at, seen_at, known, sdl) VALUES (?, ${now}, ${now}, ?, ?)`,
    [id, known, sdl],
  );
}

/** The one that has run longest first. */
function readRunning(
  manager: EntityManager,
  now: string,
): Promise<readonly Pick<ReplicaRow, "id" | "known" | "sdl">[]> {
  return manager.query(
    `SELECT id, known, sdl FROM running_replica WHERE seen_at >= ${now} - ${silenceSeconds} ORDER BY started_at, id`,
  );
}
