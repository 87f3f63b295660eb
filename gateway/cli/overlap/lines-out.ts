/** Where the lines of an answer go: a file, or the terminal; as fast as it takes them. */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { errors } from "#kit/errors.ts";
import { privateFile } from "#kit/private-files.ts";
import { writeLine } from "../terminal.ts";

export interface LinesOut {
  write(line: string): Promise<void>;
  end(): Promise<void>;
}

/** Printed where there is no file. @throws HubError OVERLAP_OUTPUT_NOT_WRITABLE */
export async function openLinesOut(file: string | undefined, print: LinesOut["write"]): Promise<LinesOut> {
  return file === undefined ? { write: print, end: async () => undefined } : openFileOut(file);
}

/** @throws HubError OVERLAP_OUTPUT_NOT_WRITABLE */
export async function openFileOut(file: string): Promise<LinesOut> {
  const stream = createWriteStream(file, { mode: privateFile });
  try {
    await once(stream, "open");
  } catch (error) {
    throw errors.overlapOutputNotWritable(file, error instanceof Error && "code" in error ? String(error.code) : "?");
  }
  return {
    write: (line) => writeLine(stream, line),
    async end() {
      stream.end();
      await finished(stream);
    },
  };
}
