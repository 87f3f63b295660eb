/** Reads a stream of server-sent events. */

export type ServerSentEvent = { readonly event: string; readonly data: string };

/** @throws RangeError for an event that is larger than `largest` characters */
export async function* readEvents(
  chunks: AsyncIterable<Uint8Array>,
  largest: number,
): AsyncGenerator<ServerSentEvent, void> {
  const decoder = new TextDecoder();
  let unread = "";
  for await (const chunk of chunks) {
    const blocks = (unread + decoder.decode(chunk, { stream: true })).split(/\r\n\r\n|\n\n|\r\r/);
    unread = blocks.pop() ?? "";
    if (unread.length > largest) throw new RangeError("An event is too large");
    for (const block of blocks) yield* eventIn(block);
  }
}

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
