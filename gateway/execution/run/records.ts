/** Finds the objects of the joined data at a plan's path, and the client's paths to them. */
import type { ResponsePath } from "../errors.ts";
import { isJsonObject, type JsonObject } from "../json.ts";

/** In order, each object once: one answer may stand at many places. */
export function findRecords(root: JsonObject, path: readonly string[]): JsonObject[] {
  const records = new Set<JsonObject>();
  visitSlots(root, path, (record) => records.add(record));
  return [...records];
}

type VisitSlot = (record: JsonObject, holder: JsonObject | unknown[], key: string | number) => void;

/** Level by level, so that what stands at many places is passed through once. */
export function visitSlots(root: JsonObject, path: readonly string[], visit: VisitSlot): void {
  const keys = path.filter((step) => step !== "@");
  const last = keys.length - 1;
  if (last < 0) visit(root, [root], 0);
  let level = new Set([root]);
  for (const [depth, key] of keys.entries()) {
    const next = new Set<JsonObject>();
    const lists = new Set<unknown[]>();
    const found: VisitSlot = depth === last ? visit : (record) => next.add(record);
    for (const object of level) if (Object.hasOwn(object, key)) visitValue(object[key], object, key, lists, found);
    level = next;
  }
}

function visitValue(
  value: unknown,
  holder: JsonObject | unknown[],
  key: string | number,
  lists: Set<unknown[]>,
  found: VisitSlot,
): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) {
    if (isJsonObject(value)) found(value, holder, key);
    return;
  }
  if (lists.has(value)) return;
  lists.add(value);
  for (let index = 0; index < value.length; index++) visitValue(value[index], value, index, lists, found);
}

/** Every place where one of `records` stands; walked only when an error must be reported there. */
export function findPlaces(root: JsonObject, path: readonly string[], records: ReadonlySet<unknown>): ResponsePath[] {
  let places: Place[] = [{ value: root, place: [] }];
  for (const step of path)
    places = step === "@" ? places.flatMap(elementPlaces) : places.flatMap((each) => placeBelow(each, step));
  return places.flatMap(elementPlaces).flatMap(({ value, place }) => (records.has(value) ? [place] : []));
}

type Place = { readonly value: unknown; readonly place: ResponsePath };

function elementPlaces({ value, place }: Place): Place[] {
  if (!Array.isArray(value)) return [{ value, place }];
  return value.flatMap((each: unknown, index) => elementPlaces({ value: each, place: [...place, index] }));
}

function placeBelow({ value, place }: Place, key: string): Place[] {
  return isJsonObject(value) && Object.hasOwn(value, key) ? [{ value: value[key], place: [...place, key] }] : [];
}

/** The part of a path that is one place: what fails above a list fails once. */
export function commonPlace(path: readonly string[]): ResponsePath {
  const list = path.indexOf("@");
  return list < 0 ? path : path.slice(0, list);
}
