/** Clusters against the families of declared relations, beside connected components at the same cut. */
import { type Pair, starClusters } from "../../subgraphs/audit/overlap/clusters.ts";
import { fitModel } from "../../subgraphs/audit/overlap/model.ts";
import { createOverlapIndex } from "../../subgraphs/audit/overlap/overlap-index.ts";
import type { OverlapRecord } from "../../subgraphs/audit/overlap/record.ts";
import { facetNames, type Relation } from "./national.ts";

export interface GroupFigures {
  readonly cut: number;
  readonly groups: "stars" | "components";
  readonly F1: number;
  readonly precision: number;
  readonly recall: number;
  readonly "F1 of declared pairs": number;
  readonly largest: number;
}

/**
 * Judged on the records that are in some relation; what others belong to is not known, and those that a chain takes in cost it nothing here.
 * Once against the families that relations chain together (chains of truth flatter chains of guesses), and once against the pairs that were
 * declared themselves.
 */
export function groupFigures(
  records: readonly OverlapRecord[],
  relations: readonly Relation[],
): readonly GroupFigures[] {
  const index = createOverlapIndex(fitModel(records, facetNames));
  for (const record of records) index.set(record);
  const pairs = [...index.ids()].flatMap((a) =>
    index.neighbours(a, { top: 60, least: -1 }).map(({ id: b, bits }): Pair => ({ a, b, bits })),
  );
  const families = pairsWithin(components(relations));
  const declared = new Set(relations.map(({ a, b }) => (a < b ? `${a} ${b}` : `${b} ${a}`)));
  const known = new Set(relations.flatMap(({ a, b }) => [a, b]));
  return [-1, 0, 2, 4, 6, 8].flatMap((cut) => {
    const strong = pairs.filter(({ bits }) => bits >= cut);
    const stars = starClusters(strong).map(({ centre, members }) => [centre, ...members]);
    const judge = (found: Groups) => {
      const pairsFound = pairsWithin(found.map((group) => group.filter((id) => known.has(id))));
      return {
        ...agreement(pairsFound, families),
        "F1 of declared pairs": agreement(pairsFound, declared).F1,
        largest: Math.max(...found.map((group) => group.length)),
      };
    };
    return [
      { cut, groups: "stars" as const, ...judge(stars) },
      { cut, groups: "components" as const, ...judge(components(strong)) },
    ];
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

function agreement(found: ReadonlySet<string>, truth: ReadonlySet<string>) {
  const right = [...found].filter((pair) => truth.has(pair)).length;
  const round = (share: number) => Math.round(100 * share) / 100;
  return {
    F1: round((2 * right) / (found.size + truth.size)),
    precision: round(right / found.size),
    recall: round(right / truth.size),
  };
}
