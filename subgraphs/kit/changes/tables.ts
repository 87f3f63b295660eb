/** What became of changes that were sent with an idempotency key, so that a repetition is told the same. */
import { defineTable } from "../database/define-table.ts";

export interface OutcomeRow {
  /** Who sent it: keys of one caller mean nothing to another. */
  readonly caller: string;
  readonly idempotencyKey: string;
  /** Counts the keys of a caller, so that only so many are kept. */
  readonly number: number;
  /** Of what was asked for. */
  readonly requestDigest: string;
  readonly outcome: unknown;
  readonly at: string;
}

export const outcomeTable = defineTable<OutcomeRow>("idempotent_outcome", {
  columns: {
    caller: { kind: "code", key: true },
    idempotencyKey: { kind: "code", key: true },
    number: { kind: "bigInteger", required: true },
    requestDigest: { kind: "code", required: true },
    outcome: { kind: "json", required: true },
    at: { kind: "moment", required: true },
  },
});
