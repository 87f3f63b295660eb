/** The folder outside the database where checkpoints are also written: whoever changes the database cannot change what it once said. */
import { createPublicKey, type KeyObject } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import path from "node:path";
import { readStatement } from "./checkpoint.ts";
import { keyIdOf, type SigningKey } from "./signing-key.ts";

export interface Witness {
  /** Number of events that it knows of. */
  readonly size: number;
  /** Rejects where it could not be written to. */
  prepare(): Promise<void>;
  /** On disk when it resolves. */
  append(statements: readonly string[]): Promise<void>;
}

/** Each process has a file of its own, named by its key, beside the key's public part. */
export function createWitness(folder: string, key: SigningKey): Witness {
  const file = path.join(folder, `checkpoints-${key.id}.ndjson`);
  let size: number | undefined;
  return {
    get size() {
      size ??= lastSize(readLines(file));
      return size;
    },
    async prepare() {
      await mkdir(folder, { recursive: true });
      writeFileSync(path.join(folder, `key-${key.id}.pem`), key.publicKey.export({ type: "spki", format: "pem" }));
      await using(file, (handle) => handle.sync());
    },
    async append(statements) {
      if (statements.length === 0) return;
      await using(file, async (handle) => {
        await handle.appendFile(statements.map((line) => `${line}\n`).join(""));
        await handle.sync();
      });
      size = lastSize(statements);
    },
  };
}

async function using(file: string, work: (handle: FileHandle) => Promise<void>): Promise<void> {
  const handle = await open(file, "a", 0o600);
  try {
    await work(handle);
  } finally {
    await handle.close();
  }
}

function lastSize(lines: readonly string[]): number {
  return lines.reduce((most, line) => Math.max(most, readStatement(line)?.checkpoint.size ?? 0), 0);
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "");
  } catch {
    return [];
  }
}

export interface Witnessed {
  readonly statements: readonly string[];
  readonly keys: ReadonlyMap<string, KeyObject>;
}

/** What all processes wrote there. */
export function readWitnessed(folder: string): Witnessed {
  mkdirSync(folder, { recursive: true });
  const names = readdirSync(folder).sort();
  const files = (pattern: RegExp) => names.filter((name) => pattern.test(name)).map((name) => path.join(folder, name));
  const keys = files(/^key-.*\.pem$/).map((file) => createPublicKey(readFileSync(file)));
  return {
    statements: files(/^checkpoints-.*\.ndjson$/).flatMap(readLines),
    keys: new Map(keys.map((key) => [keyIdOf(key), key])),
  };
}
