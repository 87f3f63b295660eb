/** Tokens that hold no more before they expire: a file of JSON lines in the data folder, looked at again every second. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { errors } from "#kit/errors.ts";
import { developmentIssuer } from "./development-key.ts";

/** How long a change of the file may take to be seen, in milliseconds. */
const lookEvery = 1_000;

export interface Revocable {
  readonly issuer: string;
  readonly subject: string;
  readonly tokenId: string | undefined;
  /** In seconds, as tokens have it. */
  readonly issuedAt: number;
}

/** @throws HubError REVOCATIONS_UNREADABLE: who is not known to hold no more cannot be known to hold */
export type IsRevoked = (token: Revocable) => boolean;

interface RevocationOptions {
  readonly dataFolder: string;
  readonly issuers: readonly { readonly issuer: string }[];
}

export const revocationsName = "revoked-tokens.jsonl";

export function createRevocations({ dataFolder, issuers }: RevocationOptions, now: () => number): IsRevoked {
  const file = path.join(dataFolder, revocationsName);
  const known = new Set([...issuers.map(({ issuer }) => issuer), developmentIssuer]);
  let looked = Number.NEGATIVE_INFINITY;
  let version = "";
  let list: RevocationList = noneRevoked;
  return (token) => {
    if (now() - looked >= lookEvery) {
      const present = versionOf(file);
      if (present !== version) list = present === "" ? noneRevoked : readList(file, known);
      version = present;
      looked = now();
    }
    return isIn(list, token);
  };
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

function versionOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? "" : `${found.ino} ${found.size} ${found.mtimeMs}`;
}

/**
 * Each line is `{"issuer": "…", "tokenId": "…"}` or `{"issuer": "…", "subject": "…", "issuedUntil": "2026-11-24T09:00:00Z"}`.
 * One that names no issuer, or none that is believed, holds for all: rather too much is revoked than nothing.
 */
function readList(file: string, known: ReadonlySet<string>): RevocationList {
  const list = new Map<string, Revoked>();
  const lines = readFileSync(file, "utf8").split("\n");
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const entry = readLine(line);
    if (entry === undefined) throw errors.revocationsUnreadable(index + 1);
    const issuer = known.has(entry.issuer) ? entry.issuer : anybody;
    const revoked = list.get(issuer) ?? { tokenIds: new Set(), subjects: new Map() };
    list.set(issuer, revoked);
    if ("tokenId" in entry) revoked.tokenIds.add(entry.tokenId);
    else revoked.subjects.set(entry.subject, Math.max(entry.until, revoked.subjects.get(entry.subject) ?? 0));
  }
  return list;
}

type Entry = { readonly issuer: string } & (
  | { readonly tokenId: string }
  | { readonly subject: string; readonly until: number }
);

function readLine(line: string): Entry | undefined {
  try {
    const { issuer = anybody, tokenId, subject, issuedUntil } = JSON.parse(line);
    if (typeof issuer !== "string") return undefined;
    if (typeof tokenId === "string") return { issuer, tokenId };
    const until = Date.parse(issuedUntil) / 1_000;
    return typeof subject === "string" && Number.isFinite(until) ? { issuer, subject, until } : undefined;
  } catch {
    return undefined;
  }
}
