/** The change feed's tables: every version of every record for ever, numbered in the order of commit. */
import { defineTable } from "../database/define-table.ts";

export interface ChangeRow {
  readonly sequence: number;
  readonly typeName: string;
  readonly code: string;
  readonly version: number;
  readonly operation: "UPSERT" | "TOMBSTONE";
  readonly at: string;
  /** The whole record after the change; null for a tombstone. */
  readonly record: unknown;
}

export interface FeedPositionRow {
  readonly id: number;
  readonly last: number;
  /** The time of the last change; a clock that is set back must not reorder history. */
  readonly lastAt: string;
}

export const changeTable = defineTable<ChangeRow>("change_log", {
  columns: {
    sequence: { kind: "bigInteger", key: true },
    typeName: { kind: "code", required: true },
    code: { kind: "code", required: true },
    version: { kind: "integer", required: true },
    operation: { kind: "code", required: true },
    at: { kind: "moment", required: true },
    record: { kind: "json" },
  },
});

/**
 * One row that counts the changes. A writer updates it first and so holds it until it commits: a department's writers
 * take turns, numbers become visible in their order, and a reader who has seen n will never find a later n − 1.
 */
export const feedPositionTable = defineTable<FeedPositionRow>("feed_position", {
  columns: {
    id: { kind: "integer", key: true },
    last: { kind: "bigInteger", required: true },
    lastAt: { kind: "moment", required: true },
  },
});
