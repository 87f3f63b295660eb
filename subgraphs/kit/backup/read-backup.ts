/** Reads a backup line by line and holds every number and digest in it to what it says. */
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { errorCode } from "../database/error-code.ts";
import { type Bilingual, HubError } from "../errors.ts";
import { splitLines } from "../text/lines.ts";
import { backupErrors } from "./backup-errors.ts";
import {
  type BackupSummary,
  createLineDigest,
  type DatabaseLine,
  type DatabaseSummary,
  format,
  formatVersion,
  type Line,
  type LineDigest,
  type TableEnd,
  type TableLine,
} from "./backup-lines.ts";
import type { Row } from "./portable-table.ts";

/** Told of the parts of a backup, in their order. */
export interface Reader {
  database(line: DatabaseLine): Promise<void>;
  table(line: TableLine): Promise<void>;
  row(row: Row): Promise<void>;
  tableEnd(): Promise<void>;
}

const silent: Reader = {
  database: async () => undefined,
  table: async () => undefined,
  row: async () => undefined,
  tableEnd: async () => undefined,
};

/** @throws HubError BACKUP_DAMAGED or BACKUP_FILE_UNUSABLE; only a reading that ends has read a whole backup */
export async function readBackup(file: string, reader: Reader = silent): Promise<BackupSummary> {
  const reading = new Reading(reader);
  try {
    for await (const text of linesOf(file)) await reading.take(text);
    return reading.end();
  } catch (error) {
    throw toldOf(file, error);
  }
}

/** In characters: the largest text that a row can hold has less, and whatever has more is not to fill the memory. */
const longestLine = 256 * 1024 * 1024;

function linesOf(file: string): AsyncGenerator<string> {
  const unzip = createGunzip().setEncoding("utf8");
  const source = createReadStream(file);
  source.once("error", (error) => unzip.destroy(error));
  return splitLines(source.pipe(unzip) as AsyncIterable<string>, longestLine);
}

class Damage extends Error {
  readonly reason: Bilingual;

  constructor(reason: Bilingual) {
    super(reason.en);
    this.reason = reason;
  }
}

const damages = {
  notOurs: { ja: "このハブのバックアップではない", en: "it is no backup of this hub" },
  version: { ja: "新しい版のハブのもの", en: "it is of a later version of the hub" },
  cutOff: { ja: "途中で終わっている", en: "it ends too early" },
  changed: { ja: "内容が書き換わっている", en: "its content has changed" },
  lineTooLong: { ja: "一行が長すぎる", en: "a line of it is too long" },
} as const;

function toldOf(file: string, error: unknown): unknown {
  if (error instanceof Damage) return backupErrors.damaged(file, error.reason);
  if (error instanceof HubError) return error;
  if (error instanceof RangeError) return backupErrors.damaged(file, damages.lineTooLong);
  const code = errorCode(error) ?? "";
  if (code === "Z_BUF_ERROR") return backupErrors.damaged(file, damages.cutOff);
  if (code.startsWith("Z_") || error instanceof SyntaxError) return backupErrors.damaged(file, damages.notOurs);
  return /^E[A-Z]+$/.test(code) ? backupErrors.fileUnusable(file, code) : error;
}

/** It becomes the name of a file or schema. */
const nameOfDatabase = /^[a-z][a-z0-9-]{0,62}$/;

class Reading {
  readonly #reader: Reader;
  readonly #whole = createLineDigest();
  readonly #databases: (DatabaseSummary & { readonly tables: DatabaseSummary["tables"][number][] })[] = [];
  #at: string | undefined;
  #table: { readonly name: string; readonly digest: LineDigest } | undefined;
  #isOver = false;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  async take(text: string): Promise<void> {
    const line: Line | null = JSON.parse(text);
    if (this.#isOver || typeof line !== "object" || line === null) throw new Damage(damages.changed);
    if (this.#at === undefined) this.#takeHead(line);
    else if ("end" in line) return this.#takeEnd(line.sha256);
    this.#whole.add(text);
    if (Array.isArray(line)) return this.#takeRow(text, line);
    if ("rows" in line) return this.#takeTableEnd(line);
    if ("table" in line) return this.#takeTable(line);
    if ("database" in line) return this.#takeDatabase(line);
  }

  end(): BackupSummary {
    if (!this.#isOver || this.#at === undefined) throw new Damage(damages.cutOff);
    return { at: this.#at, databases: this.#databases };
  }

  #takeHead(line: Line): void {
    if (!("format" in line) || line.format !== format) throw new Damage(damages.notOurs);
    if (line.version !== formatVersion) throw new Damage(damages.version);
    this.#at = line.at;
  }

  async #takeDatabase(line: DatabaseLine): Promise<void> {
    if (!nameOfDatabase.test(line.database)) throw new Damage(damages.changed);
    this.#databases.push({ name: line.database, tables: [] });
    await this.#reader.database(line);
  }

  async #takeTable(line: TableLine): Promise<void> {
    if (this.#table) throw new Damage(damages.changed);
    this.#table = { name: line.table.name, digest: createLineDigest() };
    await this.#reader.table(line);
  }

  async #takeRow(text: string, row: Row): Promise<void> {
    if (!this.#table) throw new Damage(damages.changed);
    this.#table.digest.add(text);
    await this.#reader.row(row);
  }

  async #takeTableEnd({ rows, sha256 }: TableEnd): Promise<void> {
    const table = this.#table;
    if (table?.digest.count !== rows || table.digest.end() !== sha256) throw new Damage(damages.changed);
    this.#databases.at(-1)?.tables.push({ name: table.name, rows, sha256 });
    this.#table = undefined;
    await this.#reader.tableEnd();
  }

  #takeEnd(sha256: string): void {
    if (this.#whole.end() !== sha256) throw new Damage(damages.changed);
    this.#isOver = true;
  }
}
