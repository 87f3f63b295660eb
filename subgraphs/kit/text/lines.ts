/** The lines of a text that comes in chunks: each character is looked at once, however long a line is. */

/**
 * Without their line feeds; nothing follows a last one. Not node:readline, which takes U+2028 inside a text for the end of a line.
 * @throws RangeError for a line of more than `longest` characters
 */
export async function* splitLines(chunks: AsyncIterable<string>, longest: number): AsyncGenerator<string> {
  let pieces: string[] = [];
  let length = 0;
  const add = (piece: string) => {
    length += piece.length;
    if (length > longest) throw new RangeError(`A line has more than ${longest} characters`);
    pieces.push(piece);
  };
  for await (const chunk of chunks) {
    const [first = "", ...others] = chunk.split("\n");
    add(first);
    for (const next of others) {
      yield pieces.join("");
      pieces = [];
      length = 0;
      add(next);
    }
  }
  if (length > 0) yield pieces.join("");
}
