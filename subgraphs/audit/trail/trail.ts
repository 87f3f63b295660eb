/**
 * The trail: each change of the audit is an event in the same transaction, or it does not happen. Whoever writes holds one row
 * until the commit, so that all processes write one order without gaps.
 */
import { Between, type EntityManager, MoreThan } from "typeorm";
import type { IdempotentRequest } from "#kit/changes/idempotent-request.ts";
import { findOutcome, keepOutcome } from "#kit/changes/run-once.ts";
import { insertRows } from "#kit/database/insert-rows.ts";
import type { Database } from "#kit/database/open.ts";
import { errors, HubError } from "#kit/errors.ts";
import { signedStatement } from "./checkpoint.ts";
import { type HashedEvent, hashOf, machine, type NewEvent, readEvent, rowOf } from "./event.ts";
import { grown, headOf } from "./merkle.ts";
import type { SigningKey } from "./signing-key.ts";
import {
  findStanding,
  type Held,
  type Obstacle,
  obstacleError,
  readStanding,
  refilledKind,
  type Standing,
} from "./standing.ts";
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
   * a repetition is told the first result, which is JSON. A change is one checkpoint. Between its commit and its checkpoint outside, which
   * a crash may prolong until the next change, it is signed in the database only.
   * @throws HubError AUDIT_TRAIL_NOT_WRITABLE or what an obstacle says, and then nothing has happened; AUDIT_TRAIL_NOT_WITNESSED
   */
  change<Result>(
    work: Work<Result>,
    request?: IdempotentRequest,
    despite?: readonly Obstacle["kind"][],
  ): Promise<Result>;
  /** Events after a number, oldest first. @throws HubError AUDIT_TRAIL_ALTERED where one does not follow the other */
  read(after: number, first: number, manager?: EntityManager): Promise<readonly HashedEvent[]>;
  size(manager?: EntityManager): Promise<number>;
  /** Whether it may be written on. */
  standing(manager?: EntityManager): Promise<Standing>;
}

type Work<Result> = (manager: EntityManager) => Promise<Change<Result>>;

interface Written<Result> {
  readonly result: Result;
  /** What the witness is to be told after the commit, signed by whom. */
  readonly signed?: { readonly key: SigningKey; readonly statement: string };
}

interface ChangeOptions {
  readonly request: IdempotentRequest | undefined;
  readonly despite: readonly Obstacle["kind"][];
}

export function createTrail(database: Database, held: Held): Trail {
  const { witness } = held;
  async function write<Result>(
    manager: EntityManager,
    work: Work<Result>,
    { request, despite }: ChangeOptions,
  ): Promise<Written<Result>> {
    const trail = await takeTurn(manager);
    const known = request && (await findOutcome<Result>(manager, request));
    if (known) {
      // The first time it may be the witness that failed.
      await goOn(manager, trail, []).catch((error: unknown) => {
        throw Object.assign(errors.auditTrailNotWitnessed(), { cause: error });
      });
      return { result: known.outcome };
    }
    const { events, result } = await work(manager);
    if (request) await keepOutcome(manager, request, result);
    if (events.length === 0) return { result };
    const { key, witnessed } = await goOn(manager, trail, despite).catch(throwNotWritable);
    const refilled = await refilledEvents(manager, { after: witnessed, upTo: trail.size });
    const statement = await append(manager, key, { trail, events: [...refilled, ...events] });
    return { result, signed: { key, statement } };
  }
  /** As far as the witness is to know of it already. */
  async function goOn(manager: EntityManager, trail: TrailRow, despite: ChangeOptions["despite"]) {
    const { obstacles, key, witnessed, witnessedAnywhere } = await findStanding(manager, trail, held);
    const obstacle = obstacles.find(({ kind }) => !despite.includes(kind));
    if (obstacle) throw obstacleError(obstacle);
    const signing = key ?? held.keys.create();
    await catchUp(manager, { witness, key: signing, witnessed, size: trail.size });
    return { key: signing, witnessed: witnessedAnywhere };
  }
  return {
    async change(work, request, despite = []) {
      const { result, signed } = await database.transaction((manager) => write(manager, work, { request, despite }));
      if (signed === undefined) return result;
      await witness.append(signed.key, [signed.statement]).catch((error: unknown) => {
        throw Object.assign(errors.auditTrailNotWitnessed(), { cause: error });
      });
      return result;
    },
    read: async (after, first, manager = database.reader) =>
      (await readRows(manager, after, first)).map((row, index) => readHashed(row, after + index + 1)),
    size: async (manager = database.reader) => (await manager.findOneByOrFail(trailTable.entity, { id: 1 })).size,
    standing: (manager = database.reader) => readStanding(manager, held),
  };
}

function readHashed({ sequence, event, hash }: EventRow, expected: number): HashedEvent {
  if (sequence !== expected || hashOf(event) !== hash) throw errors.auditTrailAltered(expected);
  const read = readEvent({ event });
  if (read.sequence !== expected) throw errors.auditTrailAltered(expected);
  return { ...read, hash };
}

function throwNotWritable(error: unknown): never {
  if (error instanceof HubError) throw error;
  throw Object.assign(errors.auditTrailNotWritable(), { cause: error });
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

interface Behind {
  readonly witness: Witness;
  readonly key: SigningKey;
  /** Number of events that the own file outside knows of, and that there are. */
  readonly witnessed: number;
  readonly size: number;
}

/** What others wrote, and what a crash kept from the witness. */
async function catchUp(manager: EntityManager, { witness, key, witnessed, size }: Behind): Promise<void> {
  await witness.prepare(key);
  if (witnessed >= size) return;
  const where = { size: Between(witnessed + 1, size) };
  const missed = await manager.find(checkpointTable.entity, { where, order: { size: "ASC" } });
  await witness.append(
    key,
    missed.map(({ statement }) => statement),
  );
}

interface Missed {
  readonly after: number;
  readonly upTo: number;
}

/** A crash keeps one change from the witness. Where it lacks more, somebody took them away or gave it another place, and the trail says so. */
async function refilledEvents(manager: EntityManager, { after, upTo }: Missed): Promise<readonly NewEvent[]> {
  const checkpoints = await manager.countBy(checkpointTable.entity, { size: Between(after + 1, upTo) });
  return checkpoints > 1 ? [{ kind: refilledKind, by: machine, body: { after, upTo, checkpoints } }] : [];
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
