/** The body of somebody else's answer as text: what is larger than it may be is not read to its end. */

/** @throws RangeError for one of more than `largest` bytes; breaking off closes the connection */
export async function readBoundedText(body: AsyncIterable<Uint8Array>, largest: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > largest) throw new RangeError(`the answer is over ${largest} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
