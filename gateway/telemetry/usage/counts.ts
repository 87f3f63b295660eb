/** Uses counted in memory until they are stored: bounded, so that whoever sends ever new operations costs counts and not the hub. */
import type { Client } from "../client.ts";
import { createAllowance } from "./allowance.ts";
import type { UsedOperation } from "./used-operation.ts";

export interface UseCount {
  readonly hash: string;
  /** Empty where the client did not say. */
  readonly client: string;
  readonly version: string;
  uses: number;
  readonly firstSeen: string;
  lastSeen: string;
}

export interface Batch {
  readonly operations: ReadonlyMap<string, UsedOperation>;
  /** By operation. */
  readonly coordinates: ReadonlyMap<string, ReadonlySet<string>>;
  readonly uses: readonly UseCount[];
}

export interface Counts {
  add(operation: UsedOperation, client: Client, variables: Readonly<Record<string, unknown>>): void;
  /** What was counted since it was last taken; undefined for nothing. */
  take(): Batch | undefined;
  /** Whether operations are kept each by itself; otherwise all are counted together. */
  keepEach(does: boolean): void;
  dropped(): number;
}

const mostUses = 5_000;

export function createCounts(now: () => Date = () => new Date()): Counts {
  const allowance = createAllowance();
  let operations = new Map<string, UsedOperation>();
  let coordinates = new Map<string, Set<string>>();
  let uses = new Map<string, UseCount>();
  let dropped = 0;
  return {
    add(asked, from, variables) {
      const at = now().toISOString();
      const { operation, client, version } = allowance.admit(asked, from, at.slice(0, 10));
      const { hash, addVariables } = operation;
      const key = `${hash}\n${client}\n${version}`;
      const known = uses.get(key);
      if (!known && uses.size >= mostUses) {
        dropped += 1;
        return;
      }
      if (known) {
        known.uses += 1;
        known.lastSeen = at;
      } else {
        uses.set(key, { hash, client, version, uses: 1, firstSeen: at, lastSeen: at });
        operations.set(hash, operation);
      }
      const used = coordinates.get(hash) ?? new Set();
      coordinates.set(hash, used);
      for (const coordinate of operation.coordinates) used.add(coordinate);
      addVariables?.(variables, used);
    },
    take() {
      if (uses.size === 0) return undefined;
      const batch = { operations, coordinates, uses: [...uses.values()] };
      operations = new Map();
      coordinates = new Map();
      uses = new Map();
      return batch;
    },
    keepEach(does) {
      allowance.isOpen = does;
    },
    dropped: () => dropped,
  };
}
