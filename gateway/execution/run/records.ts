/** Finds the objects of the joined data at a plan's path, and the client's paths to them. */
import type { ResponsePath } from "../errors.ts";
import { isJsonObject, type JsonObject } from "../json.ts";

/** In order, each object once: one answer may stand at many places. */
export function findRecords(root: JsonObject, path: readonly string[], shared: Shared): JsonObject[] {
  const records = new Set<JsonObject>();
  visitSlots(root, path, shared, (record) => records.add(record));
  return [...records];
}

/** What stands at several places; to ask it of something else costs next to nothing. */
export type Shared = ReadonlySet<unknown>;

type VisitSlot = (record: JsonObject, holder: JsonObject | unknown[], key: string | number) => void;

type Level = {
  readonly shared: Shared;
  /** What stands at several places and was met at one of them. */
  passed: Set<unknown> | undefined;
  readonly found: VisitSlot;
};

/** Level by level, so that what stands at many places is passed through once. */
export function visitSlots(root: JsonObject, path: readonly string[], shared: Shared, visit: VisitSlot): void {
  const keys = path.filter((step) => step !== "@");
  const last = keys.length - 1;
  if (last < 0) visit(root, [root], 0);
  let objects = [root];
  for (const [depth, key] of keys.entries()) {
    const next: JsonObject[] = [];
    const pass: VisitSlot = (record) => isPassed(record, level) || next.push(record);
    const level: Level = { shared, passed: undefined, found: depth === last ? visit : pass };
    // What every object inherits is a function, and nothing that is visited: own or not need not be asked.
    for (const object of objects) visitValue(object[key], object, key, level);
    objects = next;
  }
}

function visitValue(value: unknown, holder: JsonObject | unknown[], key: string | number, level: Level): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) {
    if (isJsonObject(value)) level.found(value, holder, key);
    return;
  }
  if (isPassed(value, level)) return;
  for (let index = 0; index < value.length; index++) visitValue(value[index], value, index, level);
}

function isPassed(value: unknown, level: Level): boolean {
  if (!level.shared.has(value)) return false;
  level.passed ??= new Set();
  if (level.passed.has(value)) return true;
  level.passed.add(value);
  return false;
}

/** Each object at the path, at each of its places, with all objects from the root down to it. */
export function visitChains(
  root: JsonObject,
  path: readonly string[],
  visit: (record: JsonObject, around: readonly JsonObject[]) => void,
): void {
  const keys = path.filter((step) => step !== "@");
  const walk = (value: unknown, above: readonly JsonObject[]): void => {
    if (Array.isArray(value)) for (const each of value) walk(each, above);
    if (!isJsonObject(value)) return;
    const around = [...above, value];
    const key = keys[above.length];
    if (key === undefined) visit(value, around);
    else walk(value[key], around);
  };
  walk(root, []);
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
