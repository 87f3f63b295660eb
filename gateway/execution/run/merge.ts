/** Joins what subgraphs say of one object. */
import { isJsonObject, type JsonObject } from "../json.ts";

/** Told of each object that is left as it is, with the one that stands in its place from now on. */
export type OnCopied = (original: JsonObject, copy: JsonObject) => void;

/**
 * Completes `target` in place. What lies below it may already be part of other objects (one answer serves every place where a record
 * occurs), so below the first level both sides are left as they are and a new value is made. Returns whether there may now be objects where
 * there were none, or others than before.
 */
export function mergeInto(target: JsonObject, answer: JsonObject, onCopied?: OnCopied): boolean {
  let addsObjects = false;
  for (const key in answer) {
    if (key === "__proto__") continue;
    const value = answer[key];
    const known = Object.hasOwn(target, key) ? target[key] : undefined;
    target[key] = known === undefined || known === null ? value : mergeValues(known, value, onCopied);
    if (typeof value === "object" && value !== null) addsObjects = true;
  }
  return addsObjects;
}

/** Something known is never replaced by null: the subgraph that answered null has reported its reason. */
export function mergeValues(known: unknown, added: unknown, onCopied?: OnCopied): unknown {
  if (known === undefined || known === null) return added;
  if (added === undefined || added === null) return known;
  if (Array.isArray(known) && Array.isArray(added)) return mergeLists(known, added, onCopied);
  if (!isJsonObject(known) || !isJsonObject(added)) return added;
  const merged: JsonObject = { ...known };
  mergeInto(merged, added, onCopied);
  onCopied?.(known, merged);
  return merged;
}

function mergeLists(known: readonly unknown[], added: readonly unknown[], onCopied?: OnCopied): unknown {
  if (known.length !== added.length) return known;
  return known.map((each, index) => mergeValues(each, added[index], onCopied));
}
