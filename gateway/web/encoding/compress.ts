/** Makes an answer shorter: a small one at once, a large one on another thread, so that nobody waits for it. */
import { promisify } from "node:util";
import zlib from "node:zlib";
import type { Encoding } from "./accept-encoding.ts";

/** In bytes: below it the header is most of what is saved. */
export const worthCompressing = 2 * 1024;

/** In bytes: it takes the thread as long as a small request does. */
const largestAtOnce = 32 * 1024;

const { constants } = zlib;

const zstd = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };
const gzip = { level: 3 };
const brotli = (length: number) => ({
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 5,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: length,
  },
});

interface Compressor {
  readonly atOnce: (body: Buffer) => Buffer;
  readonly apart: (body: Buffer) => Promise<Buffer>;
}

const apart = {
  zstd: promisify<Buffer, zlib.ZstdOptions, Buffer>(zlib.zstdCompress),
  br: promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliCompress),
  gzip: promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gzip),
};

const compressors: Readonly<Record<Encoding, Compressor>> = {
  zstd: { atOnce: (body) => zlib.zstdCompressSync(body, zstd), apart: (body) => apart.zstd(body, zstd) },
  br: {
    atOnce: (body) => zlib.brotliCompressSync(body, brotli(body.length)),
    apart: (body) => apart.br(body, brotli(body.length)),
  },
  gzip: { atOnce: (body) => zlib.gzipSync(body, gzip), apart: (body) => apart.gzip(body, gzip) },
};

export function compress(body: Buffer, encoding: Encoding): Buffer | Promise<Buffer> {
  const { atOnce, apart } = compressors[encoding];
  return body.length > largestAtOnce ? apart(body) : atOnce(body);
}
