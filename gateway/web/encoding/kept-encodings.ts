/** Answers that were compressed lately, by the names of what they say: what many read is compressed once. */
import { BoundedCache } from "#kit/bounded-cache.ts";
import type { Encoding } from "./accept-encoding.ts";
import { compress } from "./compress.ts";

/** In bytes, of all together. */
const largestTogether = 8 * 1024 * 1024;

/** Compresses an answer; one that has no name each time. */
export type EncodeAnswer = (body: Buffer, encoding: Encoding, tag: string | undefined) => Promise<Buffer>;

export function keepEncodings(): EncodeAnswer {
  const kept = new BoundedCache<string, Buffer>(Number.POSITIVE_INFINITY, {
    sizeOf: (key, body) => key.length + body.length,
    largest: largestTogether,
  });
  return async (body, encoding, tag) => {
    if (tag === undefined) return compress(body, encoding);
    const key = `${encoding} ${tag}`;
    const encoded = kept.get(key) ?? (await compress(body, encoding));
    kept.set(key, encoded);
    return encoded;
  };
}
