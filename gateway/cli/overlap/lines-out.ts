/** Where the lines of an answer go: a file, or standard output; as fast as it takes them. */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { errors } from "#kit/errors.ts";
import { privateFile } from "#kit/private-files.ts";

export interface LinesOut {
  write(line: string): Promise<void>;
  end(): Promise<void>;
}

/** @throws HubError OVERLAP_OUTPUT_NOT_WRITABLE */
export async function openLinesOut(file: string | undefined): Promise<LinesOut> {
  if (file === undefined) return { write: (line) => send(process.stdout, line), end: async () => undefined };
  const stream = createWriteStream(file, { mode: privateFile });
  try {
    await once(stream, "open");
  } catch (error) {
    throw errors.overlapOutputNotWritable(file, error instanceof Error && "code" in error ? String(error.code) : "?");
  }
  return {
    write: (line) => send(stream, line),
    async end() {
      stream.end();
      await finished(stream);
    },
  };
}

async function send(stream: Writable, line: string): Promise<void> {
  if (!stream.write(`${line}\n`)) await once(stream, "drain");
}
