/** Finds the objects of the joined data at a plan's path, and the client's paths to them. */
import type { ResponsePath } from "../errors.ts";
import { isJsonObject, type JsonObject } from "../json.ts";

/** In order, each object once: one answer may stand at many places. */
export function findRecords(root: JsonObject, path: readonly string[]): JsonObject[] {
  let values: unknown[] = [root];
  for (const step of path) values = step === "@" ? elementsOf(values) : valuesAt(values, step);
  return elementsOf(values).filter(isJsonObject);
}

function elementsOf(values: readonly unknown[]): unknown[] {
  const found = new Set<unknown>();
  for (const value of values) addElements(value, found);
  return [...found];
}

function addElements(value: unknown, found: Set<unknown>): void {
  if (Array.isArray(value)) for (const each of value) addElements(each, found);
  else found.add(value);
}

function valuesAt(values: readonly unknown[], key: string): unknown[] {
  const found: unknown[] = [];
  for (const value of values) if (isJsonObject(value) && Object.hasOwn(value, key)) found.push(value[key]);
  return found;
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
