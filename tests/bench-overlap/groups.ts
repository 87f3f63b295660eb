/** Clusters against the families of declared relations, beside connected components at the same cut. */
import { type Pair, starClusters } from "../../subgraphs/audit/overlap/clusters.ts";
import { fitModel } from "../../subgraphs/audit/overlap/model.ts";
import { createOverlapIndex } from "../../subgraphs/audit/overlap/overlap-index.ts";
import type { OverlapRecord } from "../../subgraphs/audit/overlap/record.ts";
import { facetNames, type Relation } from "./national.ts";

export interface GroupFigures {
  readonly cut: number;
  readonly "star F1": number;
  readonly "star F1, declared": number;
  readonly "star largest": number;
  readonly "components F1": number;
  readonly "components F1, declared": number;
  readonly "components largest": number;
}

/**
 * Judged on the records that are in some relation; what others belong to is not known. Once against the families that relations chain
 * together (chains of truth flatter chains of guesses), and once against the pairs that were declared themselves.
 */
export function groupFigures(
  records: readonly OverlapRecord[],
  relations: readonly Relation[],
): readonly GroupFigures[] {
  const index = createOverlapIndex(fitModel(records, facetNames));
  for (const record of records) index.set(record);
  const pairs = [...index.ids()].flatMap((a) =>
    index.neighbours(a, { top: 60, least: 0 }).map(({ id: b, bits }): Pair => ({ a, b, bits })),
  );
  const families = pairsWithin(components(relations));
  const declared = new Set(relations.map(({ a, b }) => (a < b ? `${a} ${b}` : `${b} ${a}`)));
  const known = new Set(relations.flatMap(({ a, b }) => [a, b]));
  return [0, 2, 4, 6, 8].map((cut) => {
    const strong = pairs.filter(({ bits }) => bits >= cut);
    const stars = starClusters(strong).map(({ centre, members }) => [centre, ...members]);
    const chains = components(strong);
    return {
      cut,
      "star F1": pairF1(stars, families, known),
      "star F1, declared": pairF1(stars, declared, known),
      "star largest": Math.max(...stars.map((group) => group.length)),
      "components F1": pairF1(chains, families, known),
      "components F1, declared": pairF1(chains, declared, known),
      "components largest": Math.max(...chains.map((group) => group.length)),
    };
  });
}

type Groups = readonly (readonly string[])[];

function components(pairs: readonly { readonly a: string; readonly b: string }[]): Groups {
  const parent = new Map<string, string>();
  const rootOf = (id: string): string => {
    let root = id;
    for (let above = parent.get(root); above !== undefined && above !== root; above = parent.get(root)) root = above;
    parent.set(id, root);
    return root;
  };
  for (const { a, b } of pairs) parent.set(rootOf(a), rootOf(b));
  return [...Map.groupBy([...parent.keys()], rootOf).values()];
}

function pairsWithin(groups: Groups): ReadonlySet<string> {
  return new Set(groups.flatMap((group) => group.flatMap((a) => group.filter((b) => a < b).map((b) => `${a} ${b}`))));
}

function pairF1(groups: Groups, truth: ReadonlySet<string>, known: ReadonlySet<string>): number {
  const found = [...pairsWithin(groups.map((group) => group.filter((id) => known.has(id))))];
  const right = found.filter((pair) => truth.has(pair)).length;
  return Math.round((200 * right) / (found.length + truth.size)) / 100;
}
