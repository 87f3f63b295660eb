/** The folder outside the database where checkpoints are also written: whoever changes the database cannot change what it once said. */
import { createPublicKey, type KeyObject } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { type FileHandle, mkdir, open, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { privateFile, privateFolder } from "#kit/private-files.ts";
import { readStatement, type Statement } from "./checkpoint.ts";
import { readStatementLines, type StatementLines } from "./read-statements.ts";
import { keyIdOf, type SigningKey } from "./signing-key.ts";

/** What was said last in a file of the folder, and by whom the file is kept. */
export interface LastSaid {
  readonly key: string;
  readonly statement: Statement;
}

export interface Witness {
  /** Of all files, each kept by a process with a key of its own; none where nobody has said anything. */
  lastSaid(): Promise<readonly LastSaid[]>;
  /** Rejects where it could not be written to. */
  prepare(key: SigningKey): Promise<void>;
  /** On disk when it resolves, each once; nothing of them stands there where it rejects. */
  append(key: SigningKey, statements: readonly string[]): Promise<void>;
}

const nameOfFile = /^checkpoints-(.+)\.ndjson$/;

/** Each process has a file of its own, named by its key, beside the key's public part. */
export function createWitness(folder: string): Witness {
  const fileOf = ({ id }: SigningKey) => path.join(folder, `checkpoints-${id}.ndjson`);
  let last: Promise<unknown> = Promise.resolve();
  return {
    async lastSaid() {
      const names = await readdir(folder).catch(() => []);
      const said = names.sort().map(async (name) => {
        const [, key = ""] = nameOfFile.exec(name) ?? [];
        const statement = key === "" ? undefined : await readLast(path.join(folder, name));
        return statement ? [{ key, statement }] : [];
      });
      return (await Promise.all(said)).flat();
    },
    async prepare(key) {
      await mkdir(folder, { recursive: true, mode: privateFolder });
      await keepPublicKey(folder, key);
      await using(fileOf(key), (handle) => handle.sync());
    },
    append(key, statements) {
      // One after the other, or one that is cut off would take another's line with it.
      const appended = last.then(() => using(fileOf(key), (handle) => appendLines(handle, statements)));
      last = appended.catch(() => undefined);
      return appended;
    },
  };
}

async function keepPublicKey(folder: string, { id, publicKey }: SigningKey): Promise<void> {
  const file = path.join(folder, `key-${id}.pem`);
  const pem = publicKey.export({ type: "spki", format: "pem" });
  const known = await readFile(file, "utf8").catch(() => "");
  if (known !== pem) await writeFile(file, pem, { mode: privateFile });
}

async function using<Result>(file: string, work: (handle: FileHandle) => Promise<Result>): Promise<Result> {
  const handle = await open(file, "a+", privateFile);
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

/** So much of the end of a file is looked at: more than a change and what was missed before it. */
const bytesOfEnd = 64 * 1024;

async function appendLines(handle: FileHandle, statements: readonly string[]): Promise<void> {
  const end = await readEnd(handle);
  const known = new Set(end.split("\n"));
  const lines = statements.filter((statement) => !known.has(statement));
  if (lines.length === 0) return handle.sync();
  // What a crash has cut off keeps its line for itself.
  const start = end === "" || end.endsWith("\n") ? "" : "\n";
  await appendWhole(handle, Buffer.from(start + lines.map((line) => `${line}\n`).join("")));
}

/** A disk that is full takes the half of it: that is taken back, or the next statement would be joined to it. */
async function appendWhole(handle: FileHandle, bytes: Buffer): Promise<void> {
  const { size: before } = await handle.stat();
  let written = 0;
  try {
    while (written < bytes.length) written += (await handle.write(bytes, written)).bytesWritten;
    await handle.sync();
  } catch (error) {
    const { size } = await handle.stat();
    // Another process with the same key may have written behind it.
    if (size === before + written) await handle.truncate(before).catch(() => undefined);
    throw error;
  }
}

async function readEnd(handle: FileHandle): Promise<string> {
  const { size } = await handle.stat();
  const length = Math.min(size, bytesOfEnd);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
  return buffer.toString("utf8", 0, bytesRead);
}

async function readLast(file: string): Promise<Statement | undefined> {
  const handle = await open(file, "r");
  try {
    const line = readStatementLines(await readEnd(handle)).statements.at(-1);
    return line === undefined ? undefined : readStatement(line);
  } finally {
    await handle.close();
  }
}

export interface Witnessed extends StatementLines {
  readonly keys: ReadonlyMap<string, KeyObject>;
}

/** What all processes wrote there. */
export function readWitnessed(folder: string): Witnessed {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const files = (pattern: RegExp) =>
    names.filter((name) => pattern.test(name)).map((name) => readFileSync(path.join(folder, name), "utf8"));
  const keys = files(/^key-.*\.pem$/).flatMap(readPublicKey);
  return {
    ...readStatementLines(files(nameOfFile).join("\n")),
    keys: new Map(keys.map((key) => [keyIdOf(key), key])),
  };
}

/** What is no key vouches for nothing: what it signed is then said to be signed by nobody who is known. */
function readPublicKey(pem: string): readonly KeyObject[] {
  try {
    return [createPublicKey(pem)];
  } catch {
    return [];
  }
}
