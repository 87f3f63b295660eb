/** Tells from the first lines of a text what stands between its cells: a comma, a tab (Excel's Unicode text), or a semicolon. */

const LOOKED_AT = 64 * 1024;

const DELIMITERS = [",", "\t", ";"] as const;

/** The one that occurs most in the first line that has any: that of the headings, or of a title with its empty cells. */
export async function recogniseDelimiter(text: AsyncIterable<string>): Promise<string> {
  let start = "";
  for await (const piece of text) {
    start += piece;
    if (start.length >= LOOKED_AT) break;
  }
  // What is quoted divides nothing.
  const lines = start
    .slice(0, LOOKED_AT)
    .replace(/"[^"]*"?/gu, "")
    .split(/\r\n|\n|\r/u);
  const counts = lines.map((line) => DELIMITERS.map((delimiter) => line.split(delimiter).length - 1));
  const first = counts.find((found) => Math.max(...found) > 0);
  return DELIMITERS[first === undefined ? 0 : first.indexOf(Math.max(...first))] ?? ",";
}
