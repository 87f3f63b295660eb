/** Keeps the last supergraph that was served on disk, so that the gateway can start while a subgraph is down. */
import { createHash, randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { access, mkdir, open, readFile, rename } from "node:fs/promises";
import path from "node:path";
import { errors } from "#kit/errors.ts";

const fileName = "supergraph.graphql";
const fileNameBefore = "supergraph.before.graphql";

export interface LastGood {
  /** Makes sure of the folder before there is anything to keep. @throws HubError FOLDER_NOT_WRITABLE */
  prepare(): Promise<void>;
  /** Undefined where there is none, or none that is whole. */
  read(): Promise<string | undefined>;
  /** The one that the last write replaced, for when the last is spoilt. */
  readBefore(): Promise<string | undefined>;
  write(supergraphSdl: string): Promise<void>;
}

export function createLastGood(folder: string): LastGood {
  const file = path.join(folder, fileName);
  return {
    prepare: () => prepare(folder),
    read: () => readWhole(file),
    readBefore: () => readWhole(path.join(folder, fileNameBefore)),
    write: (sdl) => write(folder, sdl),
  };
}

/** The present one is kept aside first: there is a whole file at every instant, and a spoilt one is never kept. */
async function write(folder: string, sdl: string): Promise<void> {
  const file = path.join(folder, fileName);
  const present = await readWhole(file);
  if (present !== undefined) await replace(folder, path.join(folder, fileNameBefore), sealed(present));
  await replace(folder, file, sealed(sdl));
}

async function prepare(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw errors.folderNotWritable(folder, error instanceof Error && "code" in error ? String(error.code) : "?");
  }
}

// The seal tells a whole file from one that was cut short or changed by hand.
function sealed(sdl: string): string {
  return `# sha256 ${digestOf(sdl)}\n${sdl}`;
}

async function readWhole(file: string): Promise<string | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  const [, digest, sdl] = /^# sha256 (\S+)\n(.*)$/s.exec(text ?? "") ?? [];
  return sdl !== undefined && digestOf(sdl) === digest ? sdl : undefined;
}

/** Either the old file stands or the new one, whole, even if the power fails in between. */
async function replace(folder: string, file: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  // Replicas may share the folder, and in containers each of them is process 1.
  const draft = `${file}.${randomUUID()}.draft`;
  const handle = await open(draft, "w");
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  await syncFolder(folder);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  await handle.sync().finally(() => handle.close());
}

export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
