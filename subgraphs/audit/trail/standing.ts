/** Whether the trail may be written on: it goes on where the witness stopped, and its key is one that it knows. */
import { type EntityManager, Like } from "typeorm";
import { errors, type HubError } from "#kit/errors.ts";
import { type Checkpoint, readStatement } from "./checkpoint.ts";
import { hashOf, readEvent, type TrailEvent } from "./event.ts";
import { headOf } from "./merkle.ts";
import type { KeyHolder, SigningKey } from "./signing-key.ts";
import { checkpointTable, eventTable, type TrailRow, trailTable } from "./tables.ts";
import type { LastSaid, Witness } from "./witness.ts";

/** What is in the way, apart from what a person has acknowledged. */
export type Obstacle =
  /** The witness knows of more events: the database is older than it, as after a restore. */
  | { readonly kind: "BEHIND"; readonly size: number; readonly witnessed: number }
  /** What the database says of the trail is not what was signed last. */
  | { readonly kind: "ALTERED"; readonly size: number }
  /** The witness knows of another event at this number. */
  | { readonly kind: "FORKED"; readonly size: number }
  | { readonly kind: "KEY_MISSING" }
  | { readonly kind: "KEY_UNKNOWN"; readonly key: string };

export function obstacleError(obstacle: Obstacle): HubError {
  if (obstacle.kind === "BEHIND") return errors.auditTrailBehindWitness(obstacle.size, obstacle.witnessed);
  if (obstacle.kind === "ALTERED") return errors.auditTrailAltered(obstacle.size);
  if (obstacle.kind === "FORKED") return errors.auditTrailForked(obstacle.size);
  return obstacle.kind === "KEY_MISSING" ? errors.auditKeyMissing() : errors.auditKeyUnknown(obstacle.key);
}

export interface Standing {
  readonly obstacles: readonly Obstacle[];
  /** Absent until one is made. */
  readonly key: SigningKey | undefined;
  /** Number of events that the own file of the witness knows of. */
  readonly witnessed: number;
  /** Number of events that any file of it knows of. */
  readonly witnessedAnywhere: number;
}

export interface Held {
  readonly keys: KeyHolder;
  readonly witness: Witness;
}

/** Inside a change, or what is found may be over already. */
export async function findStanding(
  manager: EntityManager,
  trail: TrailRow,
  { keys, witness }: Held,
): Promise<Standing> {
  const said = await witness.lastSaid();
  const key = keys.find();
  const files = await Promise.all(said.map((each) => compare(manager, trail, each)));
  const own = files.find((each) => each.key === key?.id);
  const obstacles = [
    ...files.map(({ obstacle }) => obstacle),
    await keyObstacle(manager, trail, { key, said }),
    (await isAsSigned(manager, trail)) ? undefined : ({ kind: "ALTERED", size: trail.size } as const),
  ];
  return {
    obstacles: obstacles.filter((each) => each !== undefined),
    key,
    witnessed: own?.agreed ?? 0,
    witnessedAnywhere: Math.max(0, ...files.map(({ agreed }) => agreed)),
  };
}

/** For whoever only looks. */
export async function readStanding(manager: EntityManager, held: Held): Promise<Standing> {
  const trail = await manager.findOneByOrFail(trailTable.entity, { id: 1 });
  return findStanding(manager, trail, held);
}

interface Compared {
  readonly key: string;
  /** Number of events up to which the file agrees with the trail. */
  readonly agreed: number;
  readonly obstacle?: Obstacle;
}

async function compare(manager: EntityManager, trail: TrailRow, { key, statement }: LastSaid): Promise<Compared> {
  const { checkpoint } = statement;
  if (await isInTrail(manager, checkpoint)) return { key, agreed: checkpoint.size };
  const acknowledged = (await readAcknowledged(manager)).find((each) => isLostIn(each, checkpoint));
  if (acknowledged) return { key, agreed: acknowledged.after };
  const { size } = trail;
  const obstacle: Obstacle =
    checkpoint.size > size
      ? { kind: "BEHIND", size, witnessed: checkpoint.size }
      : { kind: "FORKED", size: checkpoint.size };
  return { key, agreed: size, obstacle };
}

/** By what the event says, whatever the database says that its hash is. */
export async function isInTrail(manager: EntityManager, { size, last }: Checkpoint): Promise<boolean> {
  const row = await manager.findOneBy(eventTable.entity, { sequence: size });
  return row !== null && hashOf(row.event) === last;
}

/** Or the next head would be signed over something else than what stands there. */
async function isAsSigned(manager: EntityManager, { size, lastHash, frontier }: TrailRow): Promise<boolean> {
  if (size === 0) return true;
  const row = await manager.findOneBy(checkpointTable.entity, { size });
  const checkpoint = row && readStatement(row.statement)?.checkpoint;
  return checkpoint?.last === lastHash && checkpoint.head === headOf(frontier);
}

/** What an event says of a restore: the statements whose events it took, by size and head. */
export interface AcknowledgedRestore {
  /** Number of events that the trail had when it was acknowledged. */
  readonly after: number;
  /** Number of the last event that is lost. */
  readonly upTo: number;
  readonly lost: readonly (readonly [size: number, head: string])[];
}

export const restoreKind = "RESTORE_ACKNOWLEDGED";
export const keyKind = "SIGNING_KEY_ADDED";
export const refilledKind = "WITNESS_REFILLED";

export function isLostIn({ lost }: AcknowledgedRestore, { size, head }: Pick<Checkpoint, "size" | "head">): boolean {
  return lost.some(([lostSize, lostHead]) => lostSize === size && lostHead === head);
}

export async function readAcknowledged(manager: EntityManager): Promise<readonly AcknowledgedRestore[]> {
  const events = await readKind(manager, restoreKind);
  return events.map(({ body }) => body as unknown as AcknowledgedRestore);
}

/** No text within an event can look like this: there its quotes would be escaped. */
async function readKind(manager: EntityManager, kind: string): Promise<readonly TrailEvent[]> {
  const rows = await manager.find(eventTable.entity, { where: { event: Like(`%"kind":"${kind}"%`) } });
  return rows.map(readEvent).filter((event) => event.kind === kind);
}

interface KeyAndSaid {
  readonly key: SigningKey | undefined;
  readonly said: readonly LastSaid[];
}

/** The first key of a trail needs nobody's word; every other one needs that of whoever put it there. */
async function keyObstacle(
  manager: EntityManager,
  { size }: TrailRow,
  { key, said }: KeyAndSaid,
): Promise<Obstacle | undefined> {
  if (size === 0 && said.length === 0) return undefined;
  if (key === undefined) return { kind: "KEY_MISSING" };
  return (await isKnown(manager, key)) ? undefined : { kind: "KEY_UNKNOWN", key: key.id };
}

const knownKeys = new WeakSet<SigningKey>();

/** A key that once signed, or that an event names. */
async function isKnown(manager: EntityManager, key: SigningKey): Promise<boolean> {
  if (knownKeys.has(key)) return true;
  const signed = { statement: Like(`%"key":"${key.id}"%`) };
  const isKnownHere =
    (await manager.existsBy(checkpointTable.entity, signed)) ||
    (await readKind(manager, keyKind)).some(({ body }) => body["key"] === key.id);
  if (isKnownHere) knownKeys.add(key);
  return isKnownHere;
}
