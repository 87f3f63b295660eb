/** Reads a stream of server-sent events. */

export type ServerSentEvent = { readonly event: string; readonly data: string };

/** @throws RangeError for an event that is larger than `largest` characters */
export async function* readEvents(
  chunks: AsyncIterable<Uint8Array>,
  largest: number,
): AsyncGenerator<ServerSentEvent, void> {
  const decoder = new TextDecoder();
  let unread = "";
  // What came last: an end of a block may be parted between two chunks.
  let last = "";
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    const isEndInSight = endOfBlock.test(last + text);
    last = (last + text).slice(1 - longestEnd);
    unread += text;
    // Putting pieces together costs nothing until they are looked at: only where there is something to find.
    const blocks = isEndInSight ? unread.split(endOfBlock) : [unread];
    unread = blocks.pop() ?? "";
    if (unread.length > largest) throw new RangeError("An event is too large");
    for (const block of blocks) yield* eventIn(block);
  }
}

const endOfBlock = /\r\n\r\n|\n\n|\r\r/;
const longestEnd = 4;

/** A block of comments only is a sign of life and no event. */
function* eventIn(block: string): Generator<ServerSentEvent, void> {
  let event = "message";
  const data: string[] = [];
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [, name, value = ""] = /^(\w+)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (name === "event") event = value;
    if (name === "data") data.push(value);
  }
  if (event !== "message" || data.length > 0) yield { event, data: data.join("\n") };
}
