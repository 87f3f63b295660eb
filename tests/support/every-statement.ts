/** Has every statement of a change fail in turn, one, two and three in a row, and holds what was told against what is stored. */
import type { FailingDriver } from "./failing-driver.ts";

export interface Store {
  /** Makes a change of this name; rejects where it is refused. */
  change(name: string): Promise<unknown>;
  /** Names of the changes that are there. */
  stored(): Promise<readonly string[]>;
}

export interface Told {
  readonly acknowledged: readonly string[];
  /** Told that nothing was changed. */
  readonly refused: readonly string[];
  /** Refused once it no longer was in trouble. */
  readonly refusedAfterwards: readonly string[];
}

export interface SweepOptions {
  /** How many ways of failing each statement meets; all unless stated. */
  readonly kindsEach?: number;
}

export async function failEveryStatement(
  store: Store,
  driver: FailingDriver,
  { kindsEach = driver.kinds.length }: SweepOptions = {},
): Promise<Told> {
  const acknowledged: string[] = [];
  const refused: string[] = [];
  const refusedAfterwards: string[] = [];
  const attempt = async (name: string, onRefused: (name: string) => void) => {
    try {
      await store.change(name);
      acknowledged.push(name);
    } catch (error) {
      if (!isUnknown(error)) onRefused(name);
    } finally {
      driver.heal();
    }
  };
  const statements = await driver.count(() => attempt("counted", (name) => refusedAfterwards.push(name)));
  for (let first = 1; first <= statements; first += 1) {
    for (let kind = first; kind < first + kindsEach; kind += 1) {
      for (const times of [1, 2, 3]) {
        driver.fail(numbers(first, times), driver.kinds[kind % driver.kinds.length] ?? "");
        await attempt(`${first}-${kind}-${times}`, (name) => refused.push(name));
      }
      await attempt(`${first}-${kind}-afterwards`, (name) => refusedAfterwards.push(name));
    }
  }
  return { acknowledged, refused, refusedAfterwards };
}

/** What contradicts what is stored; nothing where all that was told is so. */
export async function contradictions({ acknowledged, refused, refusedAfterwards }: Told, store: Store) {
  const stored = await store.stored();
  const names = new Set(stored);
  return {
    missing: acknowledged.filter((name) => !names.has(name)),
    storedThoughRefused: refused.filter((name) => names.has(name)),
    twice: stored.filter((name, index) => stored.indexOf(name) !== index),
    refusedAfterwards,
  };
}

export const noContradiction = { missing: [], storedThoughRefused: [], twice: [], refusedAfterwards: [] };

function numbers(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

function isUnknown(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "COMMIT_UNKNOWN";
}
