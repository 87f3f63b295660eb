/** Joins what subgraphs say of one object. */
import { isJsonObject, type JsonObject } from "../json.ts";

export type MergeListener = {
  /** The original is left as it is; the copy stands in its place from now on. */
  onCopied(original: JsonObject, copy: JsonObject): void;
  /** Who has an interface as an @interfaceObject knows of a record no more than that; what is known of its type stays. */
  saysLess(typename: unknown): boolean;
  /** It may stand at more than one place from now on. */
  onSpread(value: unknown): void;
};

/**
 * Completes `target` in place. What lies below it may already be part of other objects (one answer serves every place where a record
 * occurs), so below the first level both sides are left as they are and a new value is made. Returns whether there may now be objects where
 * there were none, or others than before.
 */
export function mergeInto(
  target: JsonObject,
  answer: JsonObject,
  listener?: MergeListener,
  keys: readonly string[] = Object.keys(answer),
): boolean {
  let addsObjects = false;
  for (const key of keys) {
    if (key === "__proto__") continue;
    const value = answer[key];
    const known = target[key];
    // What every object inherits is a function, which no JSON is.
    if (isMissing(known) || typeof known === "function") target[key] = value;
    else if (key !== "__typename" || !listener?.saysLess(value)) target[key] = mergeValues(known, value, listener);
    if (typeof value === "object" && value !== null) addsObjects = true;
  }
  return addsObjects;
}

/** Something known is never replaced by null: the subgraph that answered null has reported its reason. */
export function mergeValues(known: unknown, added: unknown, listener?: MergeListener): unknown {
  if (isMissing(known)) return added;
  if (isMissing(added)) return known;
  if (Array.isArray(known) && Array.isArray(added)) return mergeLists(known, added, listener);
  if (!isJsonObject(known) || !isJsonObject(added)) return added;
  const merged: JsonObject = { ...known };
  mergeInto(merged, added, listener);
  if (listener) {
    for (const key in merged) reportSpread(merged[key], [known[key], added[key]], listener);
    listener.onCopied(known, merged);
  }
  return merged;
}

function isMissing(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function mergeLists(known: readonly unknown[], added: readonly unknown[], listener?: MergeListener): unknown {
  if (known.length !== added.length) return known;
  return known.map((each, index) => {
    const merged = mergeValues(each, added[index], listener);
    if (listener) reportSpread(merged, [each, added[index]], listener);
    return merged;
  });
}

/** What was taken as it is stands in what is made now, and where it stood. */
function reportSpread(value: unknown, from: readonly unknown[], listener: MergeListener): void {
  if (typeof value === "object" && value !== null && from.includes(value)) listener.onSpread(value);
}
