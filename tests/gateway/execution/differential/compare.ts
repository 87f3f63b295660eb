/** What must be equal in two answers: the data, and the places whose null has been given a reason. */
import type { Answer } from "./engines.ts";

export type Comparable = { readonly data: unknown; readonly lost: readonly string[] };

export function comparable({ data, errors = [] }: Answer): Comparable {
  const lost = errors.flatMap(({ path }) => lostPlace(data, path ?? []) ?? []);
  return { data, lost: [...new Set(lost)].sort() };
}

/**
 * The null that an error left: at its path, or above it where the null moved up. Undefined where it left none: a field that only another
 * subgraph's @requires asked for has failed.
 */
function lostPlace(data: unknown, path: readonly (string | number)[]): string | undefined {
  let value = data;
  for (const [depth, step] of path.entries()) {
    if (value === null || value === undefined) return JSON.stringify(path.slice(0, depth));
    if (typeof value !== "object" || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value === null ? JSON.stringify(path) : undefined;
}
