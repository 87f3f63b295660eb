/** Writes files that others read while we write: each is the old one or the new one, whole. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { registryErrors } from "../registry/errors.ts";

export interface WrittenFile {
  /** Relative to the folder. */
  readonly file: string;
  readonly text: string;
}

/** Unless forced, nothing is written where one of them is there already. @throws HubError FILE_EXISTS or FILE_NOT_WRITTEN */
export async function writeFiles(folder: string, files: readonly WrittenFile[], isForced: boolean): Promise<void> {
  const present = files.map(({ file }) => path.join(folder, file)).find((file) => existsSync(file));
  if (present !== undefined && !isForced) throw registryErrors.fileExists(present);
  for (const { file, text } of files) {
    const target = path.join(folder, file);
    await replaceFile(target, text).catch((error: unknown) => {
      throw registryErrors.fileNotWritten(target, error instanceof Error && "code" in error ? String(error.code) : "?");
    });
  }
}

async function replaceFile(target: string, text: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const draft = `${target}.${randomUUID()}.draft`;
  try {
    const handle = await open(draft, "wx");
    await handle
      .writeFile(text)
      .then(() => handle.sync())
      .finally(() => handle.close());
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
