/**
 * The trail: each change of the audit is an event in the same transaction, or it does not happen. Whoever writes holds one row
 * until the commit, so that all processes write one order without gaps.
 */
import { type EntityManager, MoreThan } from "typeorm";
import type { IdempotentRequest } from "#kit/changes/idempotent-request.ts";
import { findOutcome, keepOutcome } from "#kit/changes/run-once.ts";
import { insertRows } from "#kit/database/insert-rows.ts";
import type { Database } from "#kit/database/open.ts";
import { errors } from "#kit/errors.ts";
import { signedStatement } from "./checkpoint.ts";
import { type NewEvent, readEvent, rowOf, type TrailEvent } from "./event.ts";
import { grown, headOf } from "./merkle.ts";
import type { SigningKey } from "./signing-key.ts";
import { checkpointTable, type EventRow, eventTable, type TrailRow, trailTable } from "./tables.ts";
import type { Witness } from "./witness.ts";

export interface Change<Result> {
  /** None where nothing is to happen. */
  readonly events: readonly NewEvent[];
  readonly result: Result;
}

export interface Trail {
  /**
   * Runs the work as the only writer; what it decides is in the trail when this resolves. Work must be repeatable. With a request,
   * a repetition is told the first result, which is JSON.
   * @throws HubError AUDIT_TRAIL_NOT_WRITABLE, and then nothing has happened; AUDIT_TRAIL_NOT_WITNESSED
   */
  change<Result>(
    work: (manager: EntityManager) => Promise<Change<Result>>,
    request?: IdempotentRequest,
  ): Promise<Result>;
  /** Events after a number, oldest first. */
  read(after: number, first: number, manager?: EntityManager): Promise<readonly TrailEvent[]>;
  size(manager?: EntityManager): Promise<number>;
}

interface Written<Result> {
  readonly result: Result;
  /** What the witness is to be told after the commit. */
  readonly statement: string | undefined;
}

export function createTrail(database: Database, key: SigningKey, witness: Witness): Trail {
  async function write<Result>(
    manager: EntityManager,
    work: (manager: EntityManager) => Promise<Change<Result>>,
    request: IdempotentRequest | undefined,
  ): Promise<Written<Result>> {
    const trail = await takeTurn(manager);
    const known = request && (await findOutcome<Result>(manager, request));
    if (known) {
      // The first time it may be the witness that failed.
      await catchUp(manager, witness, trail.size).catch((error: unknown) => {
        throw Object.assign(errors.auditTrailNotWitnessed(), { cause: error });
      });
      return { result: known.outcome, statement: undefined };
    }
    const { events, result } = await work(manager);
    if (request) await keepOutcome(manager, request, result);
    if (events.length === 0) return { result, statement: undefined };
    await catchUp(manager, witness, trail.size).catch((error: unknown) => {
      throw Object.assign(errors.auditTrailNotWritable(), { cause: error });
    });
    return { result, statement: await append(manager, key, { trail, events }) };
  }
  return {
    async change(work, request) {
      const { result, statement } = await database.transaction((manager) => write(manager, work, request));
      if (statement === undefined) return result;
      await witness.append([statement]).catch((error: unknown) => {
        throw Object.assign(errors.auditTrailNotWitnessed(), { cause: error });
      });
      return result;
    },
    read: async (after, first, manager = database.reader) => (await readRows(manager, after, first)).map(readEvent),
    size: async (manager = database.reader) => (await manager.findOneByOrFail(trailTable.entity, { id: 1 })).size,
  };
}

/** Nobody else writes until the transaction ends. */
async function takeTurn(manager: EntityManager): Promise<TrailRow> {
  await manager.increment(trailTable.entity, { id: 1 }, "size", 0);
  return manager.findOneByOrFail(trailTable.entity, { id: 1 });
}

function readRows(manager: EntityManager, after: number, first: number): Promise<EventRow[]> {
  return manager.find(eventTable.entity, {
    where: { sequence: MoreThan(after) },
    order: { sequence: "ASC" },
    take: first,
  });
}

/** What others wrote, and what a crash kept from the witness. */
async function catchUp(manager: EntityManager, witness: Witness, size: number): Promise<void> {
  await witness.prepare();
  if (witness.size >= size) return;
  const missed = await manager.find(checkpointTable.entity, {
    where: { size: MoreThan(witness.size) },
    order: { size: "ASC" },
  });
  await witness.append(missed.filter((each) => each.size <= size).map(({ statement }) => statement));
}

interface Appended {
  readonly trail: TrailRow;
  readonly events: readonly NewEvent[];
}

async function append(manager: EntityManager, key: SigningKey, { trail, events }: Appended): Promise<string> {
  const at = await timeAfter(manager, trail);
  let { size, lastHash, frontier } = trail;
  const rows = events.map((event) => {
    size += 1;
    const row = rowOf({ ...event, sequence: size, at, previous: lastHash });
    lastHash = row.hash;
    frontier = grown(frontier, row.hash);
    return row;
  });
  const statement = signedStatement({ size, head: headOf(frontier), last: lastHash, at }, key);
  await insertRows(manager, eventTable, rows);
  await insertRows(manager, checkpointTable, [{ size, statement }]);
  await manager.update(trailTable.entity, { id: 1 }, { size, lastHash, frontier: [...frontier] });
  return statement;
}

/** A clock that is set back must not reorder what happened. */
async function timeAfter(manager: EntityManager, { size }: TrailRow): Promise<string> {
  const now = new Date().toISOString();
  const last = await manager.findOneBy(eventTable.entity, { sequence: size });
  const before = last ? readEvent(last).at : "";
  return now > before ? now : before;
}
