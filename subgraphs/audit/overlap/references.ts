/** Which other records a record names by their ids: itself under its own, and 「予算事業ID 001937～001953 参照」 in its texts. */
import { toNfkc } from "#kit/text/nfkc.ts";
import { type OverlapRecord, textFields } from "./record.ts";

/** Each id once, without leading zeros. Only of records that have an id to be named by: where one has none, nobody names another. */
export function idsNamedBy(record: OverlapRecord): ReadonlySet<number> {
  if (record.publicId === undefined) return none;
  const ids = new Set<number>();
  addRange(record.publicId, undefined, ids);
  for (const field of textFields) {
    const text = record[field];
    if (text && maybe.test(text)) addNamed(toNfkc(text).toLowerCase(), ids);
  }
  return ids;
}

const none: ReadonlySet<number> = new Set();

/** Spares most texts the normalising. */
const maybe = /(?:事業|施策)[^。\n]{0,5}[iｉIＩ][dｄDＤ]/u;

/** Ids stay; a 事業番号 is another one each year, and texts quote those of years gone by. What counts years or yen ends a list. */
const named =
  /(?:事業|施策)\p{Script=Han}{0,4}\s*id[\s:「(]*((?:\d+(?![\d.年月日円件人名回千万億%])[\s~〜、,・及び「」]*)+)/gu;
const idOrRange = /(\d+)(?:\s*[~〜]\s*(\d+))?/gu;

function addNamed(text: string, ids: Set<number>): void {
  for (const [, list = ""] of text.matchAll(named)) {
    for (const [, from = "", to] of list.matchAll(idOrRange)) addRange(from, to, ids);
  }
}

/** A range of more is a catalogue: whom it names is told by nothing else. */
const longestRange = 100;

function addRange(from: string, to: string | undefined, ids: Set<number>): void {
  const [first, last] = [idOf(from), idOf(to ?? from)];
  if (first === undefined || last === undefined || last - first >= longestRange) return;
  for (let id = first; id <= last; id++) ids.add(id);
}

/** Ids are compared as they are, not by a hash: what they say is worth more than a chance hit may be. */
export const idsBelow = 2 ** 28;

function idOf(digits: string): number | undefined {
  const id = /^\d+$/u.test(digits) ? Number(digits) : Number.POSITIVE_INFINITY;
  return id < idsBelow ? id : undefined;
}
