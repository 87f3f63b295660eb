/** Keeps the last supergraph that was served on disk, so that the gateway can start while a subgraph is down. */
import { constants } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import path from "node:path";
import { errors } from "#kit/errors.ts";
import { privateFolder } from "#kit/private-files.ts";
import { readSealed, writeSealed } from "./sealed-file.ts";

const fileName = "supergraph.graphql";
const fileNameBefore = "supergraph.before.graphql";

export interface LastGood {
  /** Makes sure of the folder before there is anything to keep. @throws HubError FOLDER_NOT_WRITABLE */
  prepare(): Promise<void>;
  /** Undefined where there is none, or none that is whole. */
  read(): Promise<string | undefined>;
  /** The one that the last write replaced, for when the last is spoilt. */
  readBefore(): Promise<string | undefined>;
  /** Never rejects. */
  write(supergraphSdl: string): Promise<void>;
}

/** @param onNotKept told where a supergraph could not be written: it is served all the same */
export function createLastGood(folder: string, onNotKept: (error: unknown) => void = () => undefined): LastGood {
  return {
    prepare: () => prepare(folder),
    read: () => readSealed(path.join(folder, fileName)),
    readBefore: () => readSealed(path.join(folder, fileNameBefore)),
    write: (sdl) => write(folder, sdl).catch(onNotKept),
  };
}

/** The present one is kept aside first: there is a whole file at every instant, and a spoilt one is never kept. */
async function write(folder: string, sdl: string): Promise<void> {
  const file = path.join(folder, fileName);
  const present = await readSealed(file);
  if (present !== undefined) await writeSealed(path.join(folder, fileNameBefore), present);
  await writeSealed(file, sdl);
}

async function prepare(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: privateFolder });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw errors.folderNotWritable(folder, error instanceof Error && "code" in error ? String(error.code) : "?");
  }
}
