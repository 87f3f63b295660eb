/** An event of the trail: who did what when, and the hash of the event before it. */
import { createHash } from "node:crypto";
import { canonicalJson, type JsonObject } from "./canonical-json.ts";
import type { EventRow } from "./tables.ts";

export interface Actor {
  /** A hash of who it is; null for the audit itself. */
  readonly subject: string | null;
  readonly role: string;
  readonly department: string | null;
}

/** What the audit does by itself. */
export const machine: Actor = { subject: null, role: "machine", department: null };

export interface NewEvent {
  readonly kind: string;
  readonly by: Actor;
  readonly body: JsonObject;
}

export interface TrailEvent extends NewEvent {
  readonly sequence: number;
  readonly at: string;
  /** Hash of the event before it; empty for the first. */
  readonly previous: string;
}

/** As it was read, with the hash of what it says. */
export interface HashedEvent extends TrailEvent {
  readonly hash: string;
}

export function rowOf({ sequence, at, kind, by, body, previous }: TrailEvent): EventRow {
  const event = canonicalJson({ sequence, at, kind, by: { ...by }, body, previous });
  return { sequence, event, hash: hashOf(event) };
}

export function hashOf(event: string): string {
  return createHash("sha256").update(event, "utf8").digest("hex");
}

/** Of a row that this program wrote. */
export function readEvent({ event }: Pick<EventRow, "event">): TrailEvent {
  return JSON.parse(event) as TrailEvent;
}
