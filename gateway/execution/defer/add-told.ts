/** Puts a part to what the client has been told, as the client does. */
import { isJsonObject, type JsonObject } from "../json.ts";

export function addTold(told: JsonObject, added: JsonObject): void {
  for (const [key, value] of Object.entries(added)) {
    const known = Object.hasOwn(told, key) ? told[key] : undefined;
    // A client may call a field `__proto__`.
    if (!addBelow(known, value))
      Object.defineProperty(told, key, { value, writable: true, enumerable: true, configurable: true });
  }
}

function addBelow(known: unknown, value: unknown): boolean {
  if (Array.isArray(known) && Array.isArray(value)) {
    for (const [index, each] of value.entries()) if (!addBelow(known[index], each)) known[index] = each;
    return true;
  }
  if (!isJsonObject(known) || !isJsonObject(value)) return false;
  addTold(known, value);
  return true;
}
