/** Tells one release of the program from another by what it is made of, so that processes of one release say the same. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../../..");

const folders = ["gateway", "subgraphs", "schema"];
const shapesAnswers = /\.(?:ts|mjs|graphql|csv|yaml)$/;

let digest: Promise<string> | undefined;

/** Read once, when it is first asked for: a start need not wait for it. */
export function readProgramDigest(): Promise<string> {
  digest ??= digestOf(root);
  return digest;
}

async function digestOf(folder: string): Promise<string> {
  const listed = await Promise.all(folders.map((name) => readdir(path.join(folder, name), { recursive: true })));
  const names = listed.flatMap((files, index) => files.map((file) => path.join(folders[index] ?? "", file)));
  const sum = createHash("sha256").update(process.version);
  for (const name of [...names.filter((each) => shapesAnswers.test(each)), "package-lock.json"].sort())
    sum.update(`${name}\n`).update(await readFile(path.join(folder, name)).catch(() => ""));
  return sum.digest("base64url");
}
