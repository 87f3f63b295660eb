/** Encodes an answer for the network. */
const encoder = new TextEncoder();

/** Code units of UTF-16 take three bytes at most. */
const bytesPerUnit = 3;

/** Answers are encoded one at a time, into the same place; a longer one than nearly all has a place of its own. */
const scratch = Buffer.allocUnsafeSlow(1024 * 1024);

/** UTF-8, in one pass: asking first how long it will be, as a string on its way to a socket is asked, costs as much as encoding it. */
export function encode(text: string): Buffer {
  if (text.length * bytesPerUnit > scratch.length) return Buffer.from(text);
  const { written } = encoder.encodeInto(text, scratch);
  return Buffer.from(scratch.subarray(0, written));
}
