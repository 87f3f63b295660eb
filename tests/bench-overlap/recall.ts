/** How many of the declared relations are among a record's first neighbours: ours, and MiniSearch's with the same tokens. */
import MiniSearch from "minisearch";
import { fitModel } from "../../subgraphs/audit/overlap/model.ts";
import { createOverlapIndex } from "../../subgraphs/audit/overlap/overlap-index.ts";
import type { OverlapRecord } from "../../subgraphs/audit/overlap/record.ts";
import { createTokenList, normaliseForTokens, tokenise } from "../../subgraphs/audit/overlap/tokens.ts";
import type { Relation } from "./national.ts";

export type Neighbours = (id: string) => readonly string[];

/** Shares in percent, at 10 and at 20. */
export interface Recall {
  readonly "both sides": string;
  readonly "either side": string;
}

/** No weight was chosen by looking at these: every second relation, by a hash of its pair. */
export function isHeldOut({ a, b }: Relation): boolean {
  let hash = 0x811c9dc5;
  for (const unit of Buffer.from([a, b].toSorted().join(" "))) hash = Math.imul(hash ^ unit, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x7feb352d);
  return ((hash ^ (hash >>> 13)) & 1) === 1;
}

/** "Both sides" looks for each relation from either of its records; "either side" asks whether one of the two finds it. */
export function recallOf(relations: readonly Relation[], neighbours: Neighbours): Recall {
  const ranks = relations.map(({ a, b }) => [rankOf(a, b, neighbours), rankOf(b, a, neighbours)]);
  const best = ranks.map((sides) => Math.min(...sides));
  return { "both sides": sharesOf(ranks.flat()), "either side": sharesOf(best) };
}

function rankOf(from: string, to: string, neighbours: Neighbours): number {
  const rank = neighbours(from).indexOf(to);
  return rank < 0 ? Number.POSITIVE_INFINITY : rank;
}

function sharesOf(ranks: readonly number[]): string {
  const share = (top: number) => (100 * ranks.filter((rank) => rank < top).length) / ranks.length;
  return `${share(10).toFixed(1)} / ${share(20).toFixed(1)}`;
}

/** Most records are in several relations. */
function remembered(neighbours: Neighbours): Neighbours {
  const known = new Map<string, readonly string[]>();
  return (id) => {
    const found = known.get(id) ?? neighbours(id);
    known.set(id, found);
    return found;
  };
}

export interface OurSearch {
  readonly neighbours: Neighbours;
  /** Of the searches so far, on average. */
  costs(): { readonly candidates: number; readonly postings: number };
}

export function ourNeighbours(records: readonly OverlapRecord[], facets: readonly string[]): OurSearch {
  const index = createOverlapIndex(fitModel(records, facets));
  for (const record of records) index.set(record);
  let searches = 0;
  const neighbours = remembered((id) => {
    searches += 1;
    return index.neighbours(id, { top: 20 }).map((one) => one.id);
  });
  const average = (sum: number) => Math.round((10 * sum) / searches) / 10;
  const costs = () => ({ candidates: average(index.costs.candidates), postings: average(index.costs.postings) });
  return { neighbours, costs };
}

export function miniSearchNeighbours(records: readonly OverlapRecord[]): Neighbours {
  const list = createTokenList();
  const tokensOf = (text: string) => {
    const { keys, length } = tokenise(normaliseForTokens(text), list);
    return Array.from(keys.subarray(0, length), String);
  };
  const search = new MiniSearch({ fields: ["title", "purpose", "description"], tokenize: tokensOf });
  search.addAll(records);
  const byId = new Map(records.map((record) => [record.id, record]));
  return remembered((id) => {
    const { title = "", purpose = "", description = "" } = byId.get(id) ?? {};
    const found = search.search([title, purpose, description].join("\n"), { boost: { title: 3 } });
    return found
      .map((one): string => one.id)
      .filter((one) => one !== id)
      .slice(0, 20);
  });
}

const warmUp = 20;
const measured = 40;

/** Mean over records spread over the collection, after as many others as let the code be compiled. */
export function millisecondsOf(neighbours: Neighbours, records: readonly OverlapRecord[]): number {
  const step = Math.floor(records.length / (warmUp + measured));
  const asked = records.filter((_, number) => number % step === 0).map(({ id }) => id);
  for (const id of asked.slice(0, warmUp)) neighbours(id);
  const before = process.cpuUsage();
  for (const id of asked.slice(warmUp, warmUp + measured)) neighbours(id);
  const { user, system } = process.cpuUsage(before);
  return Math.round((user + system) / measured) / 1000;
}
