/**
 * Tokens that hold no more before they expire: a file of JSON lines in the data folder, looked at again four times a second. A line counts until the
 * tokens that it speaks of have ended anyway: then it is dropped, so that neither the memory nor the folder fills with them.
 */
import { appendFileSync, lstatSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { errors } from "#kit/errors.ts";
import { developmentIssuer } from "./development-key.ts";
import { leeway, lifeOf, usualLifeSeconds, type WithLife } from "./token-life.ts";

/** How long a change of the file may take to be seen, in milliseconds. */
const lookEvery = 250;
/** How long what has ended may stay in memory, in milliseconds. */
const readEvery = 3_600_000;

export interface Revocable {
  readonly issuer: string;
  readonly subject: string;
  readonly tokenId: string | undefined;
  /** In seconds, as tokens have it. */
  readonly issuedAt: number;
}

/** @throws HubError REVOCATIONS_UNREADABLE: who is not known to hold no more cannot be known to hold */
export type IsRevoked = (token: Revocable) => boolean;

export interface RevocationOptions {
  readonly dataFolder: string;
  readonly issuers: readonly (WithLife & { readonly issuer: string })[];
}

export const revocationsName = "revoked-tokens.jsonl";

/** What the file was, before it was put aside for its size. */
const partForm = /^revoked-tokens\.\d+-\d+\.jsonl$/;

export function createRevocations({ dataFolder, issuers }: RevocationOptions, now: () => number): IsRevoked {
  const lives = livesOf(issuers);
  let [looked, read] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let version = "";
  let list: RevocationList = noneRevoked;
  return (token) => {
    // By how much, not since when: a clock that was set back must not stop the looking.
    if (Math.abs(now() - looked) >= lookEvery) {
      const present = versionOf(partsIn(dataFolder));
      if (present !== version || Math.abs(now() - read) >= readEvery) {
        const found = readParts(dataFolder, lives);
        list = listOf(found.flatMap(({ entries }) => entries).filter(({ ends }) => ends > now() / 1_000));
        tidy(found, now());
        read = now();
      }
      version = present;
      looked = now();
    }
    return isIn(list, token);
  };
}

function livesOf(issuers: RevocationOptions["issuers"]): ReadonlyMap<string, number> {
  const lives = new Map(issuers.map((each) => [each.issuer, lifeOf(each)]));
  return lives.set(developmentIssuer, usualLifeSeconds);
}

export interface RevocationLine {
  readonly line: string;
  /** When nobody needs it any more, RFC 3339. */
  readonly endsAt: string;
}

/** The list as lines, to be shared with others who have one. */
export interface RevocationFile {
  /** All that count, where they are others than when they were settled; none else. @throws HubError REVOCATIONS_UNREADABLE */
  readChanged(): readonly RevocationLine[];
  /** What was read last need not be read again. */
  settle(): void;
  append(lines: readonly string[]): void;
}

export function createRevocationFile({ dataFolder, issuers }: RevocationOptions): RevocationFile {
  const lives = livesOf(issuers);
  let [read, settled] = ["", ""];
  return {
    readChanged() {
      read = versionOf(partsIn(dataFolder));
      if (read === settled) return [];
      return readParts(dataFolder, lives).flatMap(({ entries }) =>
        entries.filter(({ ends }) => ends > Date.now() / 1_000).map(asLine),
      );
    },
    settle() {
      settled = read;
    },
    append(lines) {
      // Whoever wrote the last line may have left it without an end.
      const text = lines.map((line) => `\n${line}\n`).join("");
      if (text !== "") appendFileSync(path.join(dataFolder, revocationsName), text, { mode: 0o600 });
    },
  };
}

function asLine({ line, ends }: Entry): RevocationLine {
  return { line, endsAt: new Date(Math.min((ends + keptSeconds) * 1_000, farthestMs)).toISOString() };
}

/** A date of four digits, so that texts sort as times do. */
const farthestMs = Date.parse("9999-12-31T23:59:59.999Z");

export function hasRevocations(folder: string): boolean {
  return partsIn(folder).length > 0;
}

/** By issuer; what is revoked of whoever issued it stands under `anybody`. */
type RevocationList = ReadonlyMap<string, Revoked>;

interface Revoked {
  readonly tokenIds: Set<string>;
  /** Until which moment, in seconds, tokens of a subject are revoked. */
  readonly subjects: Map<string, number>;
}

/** No issuer's name: none is empty. */
const anybody = "";

const noneRevoked: RevocationList = new Map();

function isIn(list: RevocationList, { issuer, subject, tokenId, issuedAt }: Revocable): boolean {
  return [list.get(issuer), list.get(anybody)].some((revoked) => {
    if (!revoked) return false;
    if (tokenId !== undefined && revoked.tokenIds.has(tokenId)) return true;
    const until = revoked.subjects.get(subject);
    return until !== undefined && issuedAt <= until;
  });
}

interface Part {
  readonly file: string;
  readonly version: string;
  readonly bytes: number;
  /** In seconds. */
  readonly writtenAt: number;
}

/** The file that is appended to, and what was put aside of it. */
function partsIn(folder: string): readonly Part[] {
  const names = namesIn(folder).filter((name) => name === revocationsName || partForm.test(name));
  return names.sort().flatMap((name) => {
    const file = path.join(folder, name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) {
      // A link to what cannot be reached is no list without lines.
      if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) throw errors.revocationsAway(name);
      return [];
    }
    const { ino, size, mtimeMs } = found;
    return [{ file, version: `${name} ${ino} ${size} ${mtimeMs}`, bytes: size, writtenAt: mtimeMs / 1_000 }];
  });
}

function versionOf(parts: readonly Part[]): string {
  return parts.map(({ version }) => version).join();
}

const mostReads = 5;

/** Another process may put the file aside in the midst of it, and then neither name may have been seen. */
function readParts(folder: string, lives: ReadonlyMap<string, number>): readonly FoundPart[] {
  for (let reads = 1; ; reads++) {
    const parts = partsIn(folder);
    try {
      const found = parts.map((part) => ({ part, entries: readEntries(part, lives) }));
      if (versionOf(partsIn(folder)) === versionOf(parts) || reads === mostReads) return found;
    } catch (error) {
      if (!isMissing(error) || reads === mostReads) throw error;
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

type Entry = {
  /** As it was written. */
  readonly line: string;
  readonly issuer: string /** When all tokens that it speaks of have ended, in seconds. */;
  readonly ends: number;
} & ({ readonly tokenId: string } | { readonly subject: string; readonly until: number });

/**
 * Each line is `{"issuer": "…", "tokenId": "…", "expiresAt": "…"}` or `{"issuer": "…", "subject": "…", "issuedUntil": "2026-11-24T09:00:00Z"}`.
 * One that names no issuer, or none that is believed, holds for all: rather too much is revoked than nothing.
 */
function readEntries({ file, writtenAt }: Part, lives: ReadonlyMap<string, number>): readonly Entry[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    const entry = readLine(line, writtenAt, lives);
    if (entry === undefined) throw errors.revocationsUnreadable(index + 1, path.basename(file));
    return [entry];
  });
}

function readLine(line: string, writtenAt: number, lives: ReadonlyMap<string, number>): Entry | undefined {
  try {
    const { issuer: named = anybody, tokenId, expiresAt, subject, issuedUntil } = JSON.parse(line);
    if (typeof named !== "string") return undefined;
    const issuer = lives.has(named) ? named : anybody;
    const life = lives.get(issuer) ?? Math.max(...lives.values());
    if (typeof tokenId === "string") {
      // A token that is revoked was issued before its line was written.
      const ends = expiresAt === undefined ? writtenAt + life : Date.parse(expiresAt) / 1_000;
      return Number.isFinite(ends) ? { line, issuer, tokenId, ends: ends + leeway } : undefined;
    }
    const until = Date.parse(issuedUntil) / 1_000;
    if (typeof subject !== "string" || !Number.isFinite(until)) return undefined;
    return { line, issuer, subject, until, ends: until + life + leeway };
  } catch {
    return undefined;
  }
}

function listOf(entries: readonly Entry[]): RevocationList {
  const list = new Map<string, Revoked>();
  for (const entry of entries) {
    const revoked = list.get(entry.issuer) ?? { tokenIds: new Set(), subjects: new Map() };
    list.set(entry.issuer, revoked);
    if ("tokenId" in entry) revoked.tokenIds.add(entry.tokenId);
    else revoked.subjects.set(entry.subject, Math.max(entry.until, revoked.subjects.get(entry.subject) ?? 0));
  }
  return list;
}

/** Whoever appends meanwhile appends to the part or to a new file, and both are read. */
const largestFileBytes = 1024 * 1024;
/** So long after its last line counts no more a part is deleted: a clock that was put forward may be put back. */
const keptSeconds = 30 * 24 * 3_600;

interface FoundPart {
  readonly part: Part;
  readonly entries: readonly Entry[];
}

function tidy(found: readonly FoundPart[], now: number): void {
  for (const { part, entries } of found) {
    const isAside = path.basename(part.file) !== revocationsName;
    const isOver = [part.writtenAt, ...entries.map(({ ends }) => ends)].every(
      (ends) => ends + keptSeconds < now / 1_000,
    );
    try {
      if (isAside && isOver) rmSync(part.file);
      else if (!isAside && part.bytes > largestFileBytes) renameSync(part.file, asideOf(part.file, now));
    } catch {
      // Another process was faster, or the folder is only to be read: it is read as it is.
    }
  }
}

function asideOf(file: string, now: number): string {
  return file.replace(/\.jsonl$/, `.${Math.floor(now)}-${process.pid}.jsonl`);
}
