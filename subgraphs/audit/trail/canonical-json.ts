/** JSON in one spelling (RFC 8785): the same value is the same bytes, whoever writes it. */

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined;
}

/** Names in the order of their UTF-16 units; what is undefined is left out. @throws TypeError for what JSON does not have */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError(`JSON has no ${value}`);
  if (typeof value === "string" && !value.isWellFormed()) throw new TypeError("JSON has no half of a surrogate pair");
  // ECMAScript's own spelling of numbers and strings is the one that RFC 8785 takes.
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.keys(value)
    .sort()
    .flatMap((name) => {
      const each = value[name];
      return each === undefined ? [] : [`${canonicalJson(name)}:${canonicalJson(each)}`];
    });
  return `{${members.join(",")}}`;
}

function isList(value: readonly JsonValue[] | JsonObject): value is readonly JsonValue[] {
  return Array.isArray(value);
}
