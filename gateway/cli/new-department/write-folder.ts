/** Writes a folder from the template: whole, or not at all. */
import { lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { registryErrors } from "../../registry/errors.ts";
import type { WrittenFile } from "../write-files.ts";

/** What stands in the template as `{{name}}`. */
export type Words = Readonly<Record<string, string>>;

const templateFolder = path.join(import.meta.dirname, "template");
const extension = ".template";

/** @returns the files of the template with the words filled in */
export async function fillTemplate(words: Words): Promise<readonly WrittenFile[]> {
  const found = await readdir(templateFolder, { recursive: true });
  const files = found.filter((file) => file.endsWith(extension)).sort();
  return Promise.all(
    files.map(async (file) => ({
      file: filled(file.slice(0, -extension.length), words),
      text: filled(await readFile(path.join(templateFolder, file), "utf8"), words),
    })),
  );
}

/** Written beside it and moved into place at the end. @throws HubError FOLDER_EXISTS or DEPARTMENT_NOT_WRITTEN */
export async function writeFolder(folder: string, files: readonly WrittenFile[]): Promise<void> {
  if (await exists(folder)) throw registryErrors.folderExists(folder);
  try {
    await writeBeside(folder, files);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "?";
    throw registryErrors.departmentNotWritten(folder, code);
  }
}

async function writeBeside(folder: string, files: readonly WrittenFile[]): Promise<void> {
  const parent = path.dirname(folder);
  await mkdir(parent, { recursive: true });
  // The name begins with a dot, so that nothing takes it for a department meanwhile.
  const draft = await mkdtemp(path.join(parent, ".new-department-"));
  try {
    for (const { file, text } of files) {
      await mkdir(path.dirname(path.join(draft, file)), { recursive: true });
      await writeFile(path.join(draft, file), text, { flag: "wx" });
    }
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** A link that leads nowhere is there too. */
function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

function filled(text: string, words: Words): string {
  return text.replace(/\{\{(\w+)\}\}/g, (mark, name: string) => words[name] ?? mark);
}
