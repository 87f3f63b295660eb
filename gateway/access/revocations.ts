/** Tokens that hold no more before they expire: a file of JSON lines in the data folder, looked at again every second. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { errors } from "#kit/errors.ts";

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

export function createRevocations(dataFolder: string, now: () => number): IsRevoked {
  const file = path.join(dataFolder, "revoked-tokens.jsonl");
  let looked = Number.NEGATIVE_INFINITY;
  let version = "";
  let list: RevocationList = noneRevoked;
  return (token) => {
    if (now() - looked >= lookEvery) {
      const present = versionOf(file);
      if (present !== version) list = present === "" ? noneRevoked : readList(file);
      version = present;
      looked = now();
    }
    return isIn(list, token);
  };
}

interface RevocationList {
  readonly tokenIds: ReadonlySet<string>;
  /** Until which moment, in seconds, tokens of a subject are revoked. */
  readonly subjects: ReadonlyMap<string, number>;
}

const noneRevoked: RevocationList = { tokenIds: new Set(), subjects: new Map() };

function isIn({ tokenIds, subjects }: RevocationList, { subject, tokenId, issuedAt }: Revocable): boolean {
  if (tokenId !== undefined && tokenIds.has(tokenId)) return true;
  const until = subjects.get(subject);
  return until !== undefined && issuedAt <= until;
}

function versionOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? "" : `${found.ino} ${found.size} ${found.mtimeMs}`;
}

/** Each line is `{"tokenId": "…"}` or `{"subject": "…", "issuedUntil": "2026-11-24T09:00:00Z"}`. */
function readList(file: string): RevocationList {
  const tokenIds = new Set<string>();
  const subjects = new Map<string, number>();
  const lines = readFileSync(file, "utf8").split("\n");
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const entry = readLine(line);
    if (entry === undefined) throw errors.revocationsUnreadable(index + 1);
    if ("tokenId" in entry) tokenIds.add(entry.tokenId);
    else subjects.set(entry.subject, Math.max(entry.until, subjects.get(entry.subject) ?? 0));
  }
  return { tokenIds, subjects };
}

type Entry = { readonly tokenId: string } | { readonly subject: string; readonly until: number };

function readLine(line: string): Entry | undefined {
  try {
    const { tokenId, subject, issuedUntil } = JSON.parse(line);
    if (typeof tokenId === "string") return { tokenId };
    const until = Date.parse(issuedUntil) / 1_000;
    return typeof subject === "string" && Number.isFinite(until) ? { subject, until } : undefined;
  } catch {
    return undefined;
  }
}
