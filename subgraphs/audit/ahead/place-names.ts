/** Names of places, which say where a measure is and not what it does: five cities with one bonus have it in common. */
import { areas } from "#kit/reference/lists.ts";

const names = new Set(
  [...areas.values()].flatMap(({ name }) => [name.ja, name.ja.replace(/[都道府県市区町村]$/u, "")]),
);

export function isPlaceName(text: string): boolean {
  return names.has(text);
}
