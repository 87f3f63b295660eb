/** Proves the trail, or says where it was changed: every event, every link, every checkpoint, here and outside. */
import type { KeyObject } from "node:crypto";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";
import { type Checkpoint, isSignedBy, readStatement, type Statement } from "./checkpoint.ts";
import { hashOf, type TrailEvent } from "./event.ts";
import { type Frontier, grown, headOf } from "./merkle.ts";
import { isCutOff } from "./read-statements.ts";
import { type AcknowledgedRestore, isLostIn, keyKind, refilledKind, restoreKind } from "./standing.ts";
import type { EventRow } from "./tables.ts";

export type FaultKind =
  | "EVENT_NOT_CANONICAL"
  | "EVENT_CHANGED"
  | "NUMBER_WRONG"
  | "LINK_BROKEN"
  | "TIME_BACKWARDS"
  | "COUNT_WRONG"
  | "CHECKPOINT_UNREADABLE"
  | "CHECKPOINT_UNSIGNED"
  | "CHECKPOINT_CONTRADICTED"
  | "CHECKPOINT_MISSING"
  | "EVENTS_MISSING"
  | "KEY_NOT_SIGNED_IN";

export interface TrailFault {
  readonly kind: FaultKind;
  /** Number of the event, or of events that a checkpoint speaks for. */
  readonly at: number;
}

export type NoteKind =
  /** The last change has its checkpoint in the database only, as after a crash. */
  | "NOT_WITNESSED_YET"
  /** A write outside was cut off; what it said stands whole elsewhere. */
  | "CUT_OFF"
  /** Somebody acknowledged that a restore took events that were signed. */
  | "RESTORED"
  /** The witness lacked checkpoints, and they were written again. */
  | "REFILLED"
  /** A key signs from here on that no event signs in: such events were not written then. */
  | "KEY_MADE_BEFORE"
  /** The time of the last event lies ahead. */
  | "TIME_AHEAD";

/** What contradicts nothing, and is to be known. */
export interface TrailNote {
  readonly kind: NoteKind;
  readonly at: number;
}

export interface TrailContents {
  /** In the order of their numbers. */
  readonly events: readonly EventRow[];
  /** How many the database says that there are, the hash of the last, and the head over them. */
  readonly size: number;
  readonly lastHash: string;
  readonly head: string;
  /** In the database. */
  readonly checkpoints: readonly string[];
  /** Outside it. */
  readonly witnessed: readonly string[];
  /** What outside cannot be read. */
  readonly pieces: readonly string[];
  /** The keys that are believed, by their ids. */
  readonly keys: ReadonlyMap<string, KeyObject>;
}

export interface Verdict {
  readonly faults: readonly TrailFault[];
  readonly notes: readonly TrailNote[];
}

export function verifyTrail(contents: TrailContents): Verdict {
  const { events, checkpoints, witnessed } = contents;
  const heads = new Map<number, Omit<Checkpoint, "at">>();
  const ofEvents = checkEvents(events, heads);
  const said = [...checkpoints, ...witnessed].map((line) => checkStatement(line, contents, heads));
  const acknowledged = acknowledgedIn(events);
  const isLost = ({ checkpoint }: Statement) => acknowledged.some((each) => isLostIn(each, checkpoint));
  const found = [
    ...said.flatMap(({ fault, statement }) => (fault && !(statement && isLost(statement)) ? [fault] : [])),
    ...checkPieces(contents),
    ...checkCompleteness(contents, isLost),
    ...checkKeys(contents),
  ];
  return {
    faults: [...ofEvents, ...checkCount(contents, heads), ...found.filter(isFault)],
    notes: [
      ...found.filter((each) => !isFault(each)),
      ...acknowledged.map(({ upTo }): TrailNote => ({ kind: "RESTORED", at: upTo })),
      ...refilledIn(events),
      ...timeAhead(events),
    ] as readonly TrailNote[],
  };
}

const notes: ReadonlySet<string> = new Set<NoteKind>([
  "NOT_WITNESSED_YET",
  "CUT_OFF",
  "RESTORED",
  "REFILLED",
  "KEY_MADE_BEFORE",
  "TIME_AHEAD",
]);

function isFault(found: TrailFault | TrailNote): found is TrailFault {
  return !notes.has(found.kind);
}

function checkEvents(events: readonly EventRow[], heads: Map<number, Omit<Checkpoint, "at">>): readonly TrailFault[] {
  let frontier: Frontier = [];
  let before = { hash: "", at: "" };
  return events.flatMap((row, index) => {
    const { faults, at } = checkEvent(row, index + 1, before);
    // What is written is hashed, whatever the row says that its hash is.
    const hash = hashOf(row.event);
    frontier = grown(frontier, hash);
    before = { hash, at };
    heads.set(index + 1, { size: index + 1, head: headOf(frontier), last: hash });
    return faults;
  });
}

interface Before {
  readonly hash: string;
  readonly at: string;
}

function checkEvent({ sequence, event, hash }: EventRow, number: number, before: Before) {
  const said = readJson(event);
  const at = typeof said?.["at"] === "string" ? said["at"] : "";
  const wrong: [FaultKind, boolean][] = [
    ["EVENT_NOT_CANONICAL", said === undefined || spelled(said) !== event],
    ["EVENT_CHANGED", hashOf(event) !== hash],
    ["NUMBER_WRONG", sequence !== number || said?.["sequence"] !== number],
    ["LINK_BROKEN", said?.["previous"] !== before.hash],
    ["TIME_BACKWARDS", at < before.at],
  ];
  return { at, faults: wrong.filter(([, is]) => is).map(([kind]) => ({ kind, at: number })) };
}

function readJson(text: string): Readonly<Record<string, JsonValue>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function spelled(value: Readonly<Record<string, JsonValue>>): string | undefined {
  try {
    return canonicalJson(value);
  } catch {
    return undefined;
  }
}

function checkCount(
  { events, size, lastHash, head }: TrailContents,
  heads: ReadonlyMap<number, Omit<Checkpoint, "at">>,
): readonly TrailFault[] {
  const found = heads.get(size) ?? { last: "", head: headOf([]) };
  const isRight = events.length === size && found.last === lastHash && found.head === head;
  return isRight ? [] : [{ kind: "COUNT_WRONG", at: size }];
}

interface CheckedStatement {
  readonly statement?: Statement;
  readonly fault?: TrailFault;
}

function checkStatement(
  line: string,
  { keys }: TrailContents,
  heads: ReadonlyMap<number, Omit<Checkpoint, "at">>,
): CheckedStatement {
  const statement = readStatement(line);
  if (statement === undefined) return { fault: { kind: "CHECKPOINT_UNREADABLE", at: 0 } };
  const { size, head, last } = statement.checkpoint;
  const key = keys.get(statement.key);
  // Without its statement: what nobody signed is no part of what a restore took.
  if (key === undefined || !isSignedBy(statement, key)) return { fault: { kind: "CHECKPOINT_UNSIGNED", at: size } };
  const found = heads.get(size);
  if (found === undefined) return { statement, fault: { kind: "EVENTS_MISSING", at: size } };
  if (found.head !== head || found.last !== last)
    return { statement, fault: { kind: "CHECKPOINT_CONTRADICTED", at: size } };
  return { statement };
}

function checkPieces({ pieces, checkpoints, witnessed }: TrailContents): readonly (TrailFault | TrailNote)[] {
  const whole = [...checkpoints, ...witnessed];
  return pieces.map((piece) => ({ kind: isCutOff(piece, whole) ? "CUT_OFF" : "CHECKPOINT_UNREADABLE", at: 0 }));
}

/** Both places have all checkpoints, but for the last one outside, which a crash may have kept back. */
function checkCompleteness(
  { events, checkpoints, witnessed }: TrailContents,
  isLost: (statement: Statement) => boolean,
): readonly (TrailFault | TrailNote)[] {
  const here = sizesOf(checkpoints, () => true);
  const outside = sizesOf(witnessed, (statement) => !isLost(statement));
  const last = Math.max(0, ...here);
  const missing = new Set([
    ...[...outside].filter((size) => !here.has(size)),
    ...[...here].filter((size) => !outside.has(size) && size !== last),
    ...(events.length > 0 && !here.has(events.length) ? [events.length] : []),
  ]);
  const isWitnessed = last === 0 || outside.has(last);
  return [
    ...[...missing].map((at): TrailFault => ({ kind: "CHECKPOINT_MISSING", at })),
    ...(isWitnessed ? [] : [{ kind: "NOT_WITNESSED_YET", at: last } as const]),
  ];
}

function sizesOf(lines: readonly string[], isWanted: (statement: Statement) => boolean): ReadonlySet<number> {
  const statements = lines.map(readStatement).filter((each): each is Statement => each !== undefined);
  return new Set(statements.filter(isWanted).map(({ checkpoint }) => checkpoint.size));
}

/** Every key but the first is signed in by an event, unless it signed before there were such events. */
function checkKeys({ events, checkpoints }: TrailContents): readonly (TrailFault | TrailNote)[] {
  const [first, ...others] = firstSizes(checkpoints);
  const known = events.map(readKnown);
  const begun = known.findIndex((event) => event !== undefined && isOfNow(event)) + 1;
  const isSignedIn = (key: string, size: number) =>
    known.slice(0, size).some((event) => event?.kind === keyKind && event.body["key"] === key);
  return first === undefined
    ? []
    : others
        .filter(([key, size]) => !isSignedIn(key, size))
        .map(([, at]) => ({ kind: begun > 0 && at >= begun ? "KEY_NOT_SIGNED_IN" : "KEY_MADE_BEFORE", at }));
}

/** Where each key begins to sign. */
function firstSizes(checkpoints: readonly string[]): readonly (readonly [key: string, size: number])[] {
  const sizes = new Map<string, number>();
  for (const line of checkpoints) {
    const statement = readStatement(line);
    if (statement && !sizes.has(statement.key)) sizes.set(statement.key, statement.checkpoint.size);
  }
  return [...sizes];
}

/** Events that were not written before keys were signed in. */
function isOfNow({ kind, body }: TrailEvent): boolean {
  return kind === keyKind || kind === restoreKind || (kind === "SNAPSHOT_TAKEN" && "contents" in body);
}

function acknowledgedIn(events: readonly EventRow[]): readonly AcknowledgedRestore[] {
  return events
    .map(readKnown)
    .filter((event) => event?.kind === restoreKind)
    .map((event) => event?.body as unknown as AcknowledgedRestore)
    .filter(({ lost }) => Array.isArray(lost));
}

function refilledIn(events: readonly EventRow[]): readonly TrailNote[] {
  const found = events.map(readKnown).filter((event) => event?.kind === refilledKind);
  return found.map((event) => ({ kind: "REFILLED", at: event?.sequence ?? 0 }));
}

function readKnown({ event }: EventRow): TrailEvent | undefined {
  const read = readJson(event);
  return typeof read?.["kind"] === "string" && typeof read["body"] === "object"
    ? (read as unknown as TrailEvent)
    : undefined;
}

/** Order is proven, times are what the machine's clock said: one that was set forward shows until it is passed. */
const toleratedMs = 60_000;

function timeAhead(events: readonly EventRow[]): readonly TrailNote[] {
  const last = events.map(readKnown).at(-1);
  return last !== undefined && Date.parse(last.at) > Date.now() + toleratedMs
    ? [{ kind: "TIME_AHEAD", at: events.length }]
    : [];
}
