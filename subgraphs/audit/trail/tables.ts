/** The trail's tables: events that are only ever added, and the signed statements of how many there were. */
import { defineTable } from "#kit/database/define-table.ts";

/** One row that whoever writes holds until the commit, so that numbers have no gap and one order. */
export interface TrailRow {
  readonly id: number;
  /** Number of the last event. */
  readonly size: number;
  readonly lastHash: string;
  /** Roots of the full subtrees of the Merkle tree, the smallest first; null where there is none. */
  readonly frontier: readonly (string | null)[];
}

export interface EventRow {
  readonly sequence: number;
  /** The event in canonical JSON: what is hashed, to the byte. */
  readonly event: string;
  readonly hash: string;
}

export interface CheckpointRow {
  readonly size: number;
  /** A signed statement, as it also lies outside the database. */
  readonly statement: string;
}

export const trailTable = defineTable<TrailRow>("trail", {
  columns: {
    id: { kind: "integer", key: true },
    size: { kind: "bigInteger", required: true },
    lastHash: { kind: "code", required: true },
    frontier: { kind: "json", required: true },
  },
});

export const eventTable = defineTable<EventRow>("trail_event", {
  columns: {
    sequence: { kind: "bigInteger", key: true },
    event: { kind: "text", required: true },
    hash: { kind: "code", required: true },
  },
});

export const checkpointTable = defineTable<CheckpointRow>("trail_checkpoint", {
  columns: {
    size: { kind: "bigInteger", key: true },
    statement: { kind: "text", required: true },
  },
});
