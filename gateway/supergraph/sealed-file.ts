/** A text on disk that is whole or not there: replaced in one step, and told from one that was cut short or changed by hand. */
import { createHash, randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { mkdir, open, readFile, rename } from "node:fs/promises";
import path from "node:path";
import { privateFile, privateFolder } from "#kit/private-files.ts";

/** Undefined where there is none, or none that is whole. */
export async function readSealed(file: string): Promise<string | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  const [, digest, content] = /^# sha256 (\S+)\n(.*)$/s.exec(text ?? "") ?? [];
  return content !== undefined && digestOf(content) === digest ? content : undefined;
}

/** Either the old file stands or the new one, whole, even if the power fails in between. */
export async function writeSealed(file: string, content: string): Promise<void> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: privateFolder });
  // Replicas may share the folder, and in containers each of them is process 1.
  const draft = `${file}.${randomUUID()}.draft`;
  const handle = await open(draft, "w", privateFile);
  try {
    await handle.writeFile(`# sha256 ${digestOf(content)}\n${content}`);
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
