/** What the hub keeps is for its own user alone: decisions that are not released, keys, and who did what. */
import { randomUUID } from "node:crypto";
import {
  chmodSync,
  closeSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  type Stats,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { errorCode } from "./database/error-code.ts";
import { errors } from "./errors.ts";
import type { Settings } from "./settings.ts";

export const privateFile = 0o600;
export const privateFolder = 0o700;
const forOthers = 0o077;

export function createPrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: privateFolder });
}

/**
 * Made empty where it is not there. What SQLite puts beside a database takes its permissions from it. One that is there is not opened: closing it
 * again would take from this process all locks that SQLite holds on it.
 */
export function createPrivateFile(file: string): void {
  try {
    closeSync(openSync(file, "wx", privateFile));
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
}

/** Whole or not at all, and only where there is none: of several processes that start at the same time one writes it, and the others read it. */
export function writePrivateOnce(file: string, content: string | Buffer): void {
  const draft = `${file}.${randomUUID()}`;
  try {
    writeFileSync(draft, content, { mode: privateFile, flag: "wx", flush: true });
    linkSync(draft, file);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** What others could read, with the permissions that it had. */
export interface OpenToOthers {
  readonly path: string;
  readonly mode: string;
  readonly isTightened: boolean;
}

/**
 * From now on this process makes nothing that others can read; what is in the data folder from before is tightened and told.
 * @throws HubError DATA_NOT_PRIVATE in production, where that cannot be done
 */
export function keepPrivate(
  { dataFolder, mode }: Pick<Settings, "dataFolder" | "mode">,
  tell: (found: OpenToOthers) => void,
): void {
  // Windows knows no such bits.
  if (process.platform === "win32") return;
  process.umask(forOthers);
  const found = tightenFolder(dataFolder);
  for (const each of found) tell(each);
  const left = found.find(({ isTightened }) => !isTightened);
  if (left !== undefined && mode === "production") throw errors.dataNotPrivate(left.path, left.mode);
}

/** Keys are left out: one that others could read is used no more, and who holds it says so. */
const ours = /^[\w-]+\.sqlite|^revoked-tokens(\.\d+-\d+)?\.jsonl|^supergraph(\.before)?\.graphql|^registry-head\.json/;
const knownBeside = /^audit-signing-key\.pem|^development-key\.json|^audit-checkpoints$|^lost\+found$|^\./;

function tightenFolder(folder: string): readonly OpenToOthers[] {
  const names = namesIn(folder);
  if (names === undefined) return [];
  const stats = lstatSync(folder);
  const files = names.filter((name) => ours.test(name)).map((name) => path.join(folder, name));
  // A folder that holds other things as well, or is everybody's by its nature, is not ours to close.
  const isOurs = (stats.mode & 0o1000) === 0 && names.every((name) => ours.test(name) || knownBeside.test(name));
  return [...tighten(folder, stats, isOurs), ...files.flatMap((file) => tighten(file, lstatSync(file), true))];
}

/** Undefined where there is no folder, or none that can be read: whoever opens it says so. */
function namesIn(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder);
  } catch {
    return undefined;
  }
}

function tighten(place: string, stats: Stats, mayChange: boolean): readonly OpenToOthers[] {
  if (stats.isSymbolicLink() || (stats.mode & forOthers) === 0) return [];
  const mode = (stats.mode & 0o7777).toString(8).padStart(4, "0");
  return [{ path: place, mode, isTightened: mayChange && close(place, stats) }];
}

function close(place: string, stats: Stats): boolean {
  try {
    chmodSync(place, stats.mode & 0o700);
    return true;
  } catch {
    return false;
  }
}
