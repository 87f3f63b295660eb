/** How many of the declared relations are among a record's first neighbours: ours, and MiniSearch's with the same tokens. */
import MiniSearch from "minisearch";
import { fitModel } from "../../subgraphs/audit/overlap/model.ts";
import { createOverlapIndex } from "../../subgraphs/audit/overlap/overlap-index.ts";
import type { OverlapRecord } from "../../subgraphs/audit/overlap/record.ts";
import { createTokenList, normaliseForTokens, tokenise } from "../../subgraphs/audit/overlap/tokens.ts";
import type { Relation } from "./national.ts";

export type Neighbours = (id: string) => readonly string[];

export interface Recall {
  readonly "all at 10": number;
  readonly "all at 20": number;
  readonly "merges at 10": number;
  readonly "merges at 20": number;
}

/** Each relation is looked for from both of its sides. */
export function recallOf(relations: readonly Relation[], neighbours: Neighbours): Recall {
  const sides = relations.flatMap(({ a, b, kind }) => [
    { from: a, to: b, kind },
    { from: b, to: a, kind },
  ]);
  const ranks = sides.map(({ from, to, kind }) => ({ kind, rank: neighbours(from).indexOf(to) }));
  const share = (ranked: typeof ranks, top: number) =>
    Math.round((1000 * ranked.filter(({ rank }) => rank >= 0 && rank < top).length) / ranked.length) / 10;
  const merges = ranks.filter(({ kind }) => kind === "merge");
  return {
    "all at 10": share(ranks, 10),
    "all at 20": share(ranks, 20),
    "merges at 10": share(merges, 10),
    "merges at 20": share(merges, 20),
  };
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

export function ourNeighbours(records: readonly OverlapRecord[], facets: readonly string[]): Neighbours {
  const index = createOverlapIndex(fitModel(records, facets));
  for (const record of records) index.set(record);
  return remembered((id) => index.neighbours(id, { top: 20 }).map((one) => one.id));
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
