/** Several entries in one cell. */
import { normaliseText } from "./normalise-text.ts";
import { accept, type Parsed } from "./outcome.ts";

/** Entries stand between ; ； 、 or line breaks; empty ones fall away, so an empty cell is an empty list. The order is kept. */
export function parseList(text: string): Parsed<readonly string[]> {
  const entries = text.split(/[;；、\r\n]/u).map(normaliseText);
  return accept(entries.filter((entry) => entry !== ""));
}
