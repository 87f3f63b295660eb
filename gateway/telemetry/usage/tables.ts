/** The tables of the schema's usage, in the hub's own database. Days are UTC. */
import { defineTable } from "#kit/database/define-table.ts";

export interface OperationRow {
  readonly hash: string;
  readonly name: string | null;
  readonly kind: string;
  /** Its normal form; empty for operations that are counted together. */
  readonly text: string;
  /** 1 where trusted documents or callers with a token asked it, 0 where others did, null where it was counted before that was told apart. */
  readonly proven: number | null;
}

export interface CoordinateRow {
  readonly coordinate: string;
  readonly hash: string;
  /** The last day on which the operation used it. */
  readonly lastDay: string;
}

export interface UseRow {
  readonly hash: string;
  readonly client: string;
  readonly version: string;
  readonly day: string;
  readonly uses: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
}

export const operationTable = defineTable<OperationRow>("usage_operation", {
  columns: {
    hash: { kind: "code", key: true },
    name: { kind: "code" },
    kind: { kind: "code", required: true },
    text: { kind: "text", required: true },
    proven: { kind: "integer" },
  },
});

export const coordinateTable = defineTable<CoordinateRow>("usage_coordinate", {
  columns: {
    coordinate: { kind: "code", key: true },
    hash: { kind: "code", key: true },
    lastDay: { kind: "moment", required: true },
  },
});

export const useTable = defineTable<UseRow>("usage_count", {
  columns: {
    hash: { kind: "code", key: true },
    client: { kind: "code", key: true },
    version: { kind: "code", key: true },
    day: { kind: "moment", key: true },
    uses: { kind: "bigInteger", required: true },
    firstSeen: { kind: "moment", required: true },
    lastSeen: { kind: "moment", required: true },
  },
});
