/** A supergraph that somebody else has composed: read from a file, again and again, so that a new one is served when it is put there. */
import { readFile } from "node:fs/promises";
import { errors } from "#kit/errors.ts";
import { pauseFor, type Supply } from "./supply.ts";

/** How often the file is read, in milliseconds: nobody need be asked for it, and nothing composed. */
const interval = 500;

export function supplyFromFile(file: string): Supply {
  return {
    pause: (signal) => pauseFor(interval, signal),
    next: async () => ({ origin: "file", sdl: await textOf(file) }),
  };
}

/** @throws HubError SUPERGRAPH_UNREADABLE */
async function textOf(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw errors.supergraphUnreadable(file, error.code ?? "?");
  });
  if (text.trim() === "") throw errors.supergraphUnreadable(file, "empty");
  return text;
}
