/** Writes what databases hold into one file, each as it was at one moment, whoever writes meanwhile. */
import { createWriteStream, existsSync } from "node:fs";
import { link, open, rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { errorCode } from "../database/error-code.ts";
import { backupErrors } from "./backup-errors.ts";
import {
  type BackupSummary,
  createLineDigest,
  type DatabaseSummary,
  format,
  formatVersion,
  type Line,
  type LineDigest,
} from "./backup-lines.ts";
import type { Place, Snapshot } from "./place.ts";
import type { PortableTable } from "./portable-table.ts";

/** Of the databases named, those that are there. The file is there when it is whole, and never in part. @throws HubError */
export async function writeBackup(place: Place, names: readonly string[], file: string): Promise<BackupSummary> {
  const existing = await place.existing(names);
  if (existing.length === 0) throw backupErrors.nothingThere(place.where);
  if (existsSync(file)) throw backupErrors.fileTaken(file);
  const at = new Date().toISOString();
  // All before the first row is read: the moments lie as close together as can be.
  const snapshots = await Promise.all(existing.map((name) => place.snapshot(name)));
  const databases: DatabaseSummary[] = [];
  try {
    await writeWhole(file, linesOf(at, snapshots, databases));
    return { at, databases };
  } finally {
    await Promise.all(snapshots.map((snapshot) => snapshot.close()));
  }
}

async function* linesOf(
  at: string,
  snapshots: readonly Snapshot[],
  summary: DatabaseSummary[],
): AsyncGenerator<string> {
  const whole = createLineDigest();
  yield line(whole, { format, version: formatVersion, at });
  for (const snapshot of snapshots) {
    yield line(whole, { database: snapshot.name, migrations: snapshot.migrations });
    const tables: DatabaseSummary["tables"][number][] = [];
    summary.push({ name: snapshot.name, tables });
    for (const table of snapshot.tables) tables.push(yield* tableLines(snapshot, table, whole));
  }
  yield `${JSON.stringify({ end: true, sha256: whole.end() })}\n`;
}

async function* tableLines(snapshot: Snapshot, table: PortableTable, whole: LineDigest) {
  yield line(whole, { table });
  const digest = createLineDigest();
  for await (const row of snapshot.rows(table)) yield line(whole, row, digest);
  const end = { rows: digest.count, sha256: digest.end() };
  yield line(whole, end);
  return { name: table.name, ...end };
}

function line(whole: LineDigest, content: Line, ofTable?: LineDigest): string {
  const text = JSON.stringify(content);
  whole.add(text);
  ofTable?.add(text);
  return `${text}\n`;
}

/** Readable by its owner only: a backup holds all that the databases hold. */
const mode = 0o600;

async function writeWhole(file: string, lines: AsyncGenerator<string>): Promise<void> {
  const part = `${file}.part`;
  try {
    await pipeline(Readable.from(inBlocks(lines)), createGzip(), createWriteStream(part, { mode }));
    await flush(part);
    // Unlike a rename, this never takes the place of a file that has come meanwhile.
    await link(part, file);
  } catch (error) {
    const code = errorCode(error) ?? "";
    throw /^E[A-Z]+$/.test(code) ? backupErrors.fileUnusable(file, code) : error;
  } finally {
    await rm(part, { force: true });
  }
}

const blockLength = 64 * 1024;

/** A stream costs much for each of its pieces. */
async function* inBlocks(lines: AsyncGenerator<string>): AsyncGenerator<string> {
  let block = "";
  for await (const each of lines) {
    block += each;
    if (block.length < blockLength) continue;
    yield block;
    block = "";
  }
  yield block;
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, "r");
  await handle.sync();
  await handle.close();
}
