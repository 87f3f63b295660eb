/**
 * Makes one piece of a text that was put together from many. V8 keeps the pieces until somebody reads a character, and an answer of
 * thousands of them costs the garbage collector more than it cost to write: whoever waits for it has become old, and keeps it young.
 */
export function flat(text: string): string {
  return Number.isNaN(text.charCodeAt(0)) ? "" : text;
}
