/** Links the records of two tables one to one: the surest pair first, and neither of it again. */
import type { OverlapIndex } from "./overlap-index.ts";
import type { OverlapRecord } from "./record.ts";

export interface Link {
  readonly a: string;
  readonly b: string;
  readonly bits: number;
}

/** Partners that a record may fall back on where others are likest to its likest. */
const alternatives = 10;

/** `index` holds the second table. Links below `least` bits are not made. */
export function linkOneToOne(first: Iterable<OverlapRecord>, index: OverlapIndex, least: number): readonly Link[] {
  const links: Link[] = [];
  for (const record of first) {
    // Ids of two tables may be equal by chance, and an index leaves out what has the id that is asked about.
    const neighbours = index.check({ ...record, id: "" }, { top: alternatives });
    for (const { id, bits } of neighbours) if (bits >= least) links.push({ a: record.id, b: id, bits });
  }
  return surestFirst(links);
}

function surestFirst(links: readonly Link[]): readonly Link[] {
  const [left, right] = [new Set<string>(), new Set<string>()];
  return links.toSorted(byBits).filter(({ a, b }) => {
    if (left.has(a) || right.has(b)) return false;
    left.add(a);
    right.add(b);
    return true;
  });
}

function byBits(one: Link, other: Link): number {
  return other.bits - one.bits || (one.a < other.a ? -1 : one.a > other.a ? 1 : one.b < other.b ? -1 : 1);
}
