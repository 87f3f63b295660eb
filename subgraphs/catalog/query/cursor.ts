/** What a cursor carries: the state of the catalog that its first page showed, and where the page ended. */
import { createHash } from "node:crypto";
import { errors } from "#kit/errors.ts";
import { decodeCursor, encodeCursor } from "#kit/graphql/paging.ts";
import { normalForm } from "#kit/records/record.ts";

export interface CursorState {
  /** Id of the batch that brought the revision: where the database has another there, it has another history. */
  readonly batch: string;
  readonly revision: number;
  /** Digest of filter, search, order and time: a cursor belongs to the list that gave it. */
  readonly list: string;
  /** The last version of the first page's state: what a word weighs is counted up to it. */
  readonly lastVersionId: number;
  /** The text that is searched for where a slip was mended; empty else. */
  readonly mended: string;
}

export interface Cursor extends CursorState {
  readonly keys: readonly (string | number)[];
}

export function listDigest(list: object): string {
  return createHash("sha256")
    .update(JSON.stringify(normalForm(list)))
    .digest("base64url")
    .slice(0, 16);
}

export function writeCursor({ batch, revision, list, lastVersionId, mended, keys }: Cursor): string {
  return encodeCursor([batch, revision, list, lastVersionId, mended, keys]);
}

/** Whether its batch is one of this catalog is not known yet. @throws HubError CURSOR_INVALID if it is none of ours, or of another list */
export function readCursor(text: string, current: Pick<CursorState, "revision" | "list">): Cursor {
  const cursor = cursorIn(decodeCursor(text));
  if (cursor === undefined) throw errors.cursorInvalid();
  const { revision, list } = cursor;
  if (revision > current.revision || list !== current.list) throw errors.cursorInvalid();
  return cursor;
}

function cursorIn(value: unknown): Cursor | undefined {
  if (!Array.isArray(value)) return undefined;
  const [batch, revision, list, lastVersionId, mended, keys]: unknown[] = value;
  if (typeof batch !== "string" || typeof list !== "string" || typeof mended !== "string") return undefined;
  if (!isCount(revision) || !isCount(lastVersionId) || !isListOf(keys, isKey)) return undefined;
  return { batch, revision, list, lastVersionId, mended, keys };
}

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isKey(value: unknown): value is string | number {
  return typeof value === "string" || isCount(value);
}
