/** Unpacks the files of the dictionary's package without ever holding one twice. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { createGunzip } from "node:zlib";

const folder = path.join(path.dirname(createRequire(import.meta.url).resolve("kuromoji/package.json")), "dict");
const zeros = Buffer.alloc(64 * 1024);

/** The whole file. Such files end in megabytes of zeros, which take no memory as long as nobody writes them. */
export async function unpack(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await unpackedSize(name));
  let at = 0;
  for await (const chunk of unpackChunks(name)) {
    if (!chunk.equals(zeros.subarray(0, chunk.length))) bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** The file in pieces of whole entries, each of which ends with a zero. */
export async function* unpackEntries(name: string): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of unpackChunks(name)) {
    const text = Buffer.concat([rest, chunk]);
    const end = text.lastIndexOf(0) + 1;
    yield text.subarray(0, end);
    rest = text.subarray(end);
  }
}

function unpackChunks(name: string): AsyncIterable<Buffer> {
  return createReadStream(fileOf(name)).pipe(createGunzip({ chunkSize: zeros.length }));
}

/** The last four bytes of a gzip file say it. */
async function unpackedSize(name: string): Promise<number> {
  const handle = await open(fileOf(name));
  try {
    const { size } = await handle.stat();
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, size - 4);
    return buffer.readUInt32LE();
  } finally {
    await handle.close();
  }
}

function fileOf(name: string): string {
  return path.join(folder, `${name}.dat.gz`);
}
