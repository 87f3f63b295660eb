/** Proves the trail, or says where it was changed: every event, every link, every checkpoint, here and outside. */
import type { KeyObject } from "node:crypto";
import { canonicalJson, type JsonValue } from "./canonical-json.ts";
import { type Checkpoint, isSignedBy, readStatement, type Statement } from "./checkpoint.ts";
import { hashOf } from "./event.ts";
import { type Frontier, grown, headOf } from "./merkle.ts";
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
  | "EVENTS_MISSING";

export interface TrailFault {
  readonly kind: FaultKind;
  /** Number of the event, or of events that a checkpoint speaks for. */
  readonly at: number;
}

export interface TrailContents {
  /** In the order of their numbers. */
  readonly events: readonly EventRow[];
  /** How many the database says that there are. */
  readonly size: number;
  /** In the database. */
  readonly checkpoints: readonly string[];
  /** Outside it. */
  readonly witnessed: readonly string[];
  /** The keys that are believed, by their ids. */
  readonly keys: ReadonlyMap<string, KeyObject>;
}

export function verifyTrail(contents: TrailContents): readonly TrailFault[] {
  const heads = new Map<number, Omit<Checkpoint, "at">>();
  return [
    ...checkEvents(contents.events, heads),
    ...checkCount(contents),
    ...[...contents.checkpoints, ...contents.witnessed].flatMap((line) => checkStatement(line, contents, heads)),
    ...checkCompleteness(contents),
  ];
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

function checkCount({ events, size }: TrailContents): readonly TrailFault[] {
  return events.length === size ? [] : [{ kind: "COUNT_WRONG", at: size }];
}

function checkStatement(
  line: string,
  { keys }: TrailContents,
  heads: ReadonlyMap<number, Omit<Checkpoint, "at">>,
): readonly TrailFault[] {
  const statement = readStatement(line);
  if (statement === undefined) return [{ kind: "CHECKPOINT_UNREADABLE", at: 0 }];
  const { size, head, last } = statement.checkpoint;
  const key = keys.get(statement.key);
  if (key === undefined || !isSignedBy(statement, key)) return [{ kind: "CHECKPOINT_UNSIGNED", at: size }];
  const found = heads.get(size);
  if (found === undefined) return [{ kind: "EVENTS_MISSING", at: size }];
  return found.head === head && found.last === last ? [] : [{ kind: "CHECKPOINT_CONTRADICTED", at: size }];
}

/** Both places have all checkpoints, but for the last one outside, which a crash may have kept back. */
function checkCompleteness({ events, checkpoints, witnessed }: TrailContents): readonly TrailFault[] {
  const here = sizesOf(checkpoints);
  const outside = sizesOf(witnessed);
  const last = Math.max(0, ...here);
  const missing = new Set([
    ...[...outside].filter((size) => !here.has(size)),
    ...[...here].filter((size) => !outside.has(size) && size !== last),
    ...(events.length > 0 && !here.has(events.length) ? [events.length] : []),
  ]);
  return [...missing].map((at) => ({ kind: "CHECKPOINT_MISSING", at }));
}

function sizesOf(lines: readonly string[]): ReadonlySet<number> {
  const statements = lines.map(readStatement).filter((each): each is Statement => each !== undefined);
  return new Set(statements.map(({ checkpoint }) => checkpoint.size));
}
