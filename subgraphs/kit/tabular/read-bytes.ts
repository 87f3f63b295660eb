/** A file as chunks of bytes; Node's own type for them is any. */
import { createReadStream } from "node:fs";

export async function* readBytes(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path);
}
