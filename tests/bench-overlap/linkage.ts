/** One-to-one linkage: two shops with a full truth, and two years of review sheets with an incomplete one. */
import { linkOneToOne } from "../../subgraphs/audit/overlap/links.ts";
import { fitModel } from "../../subgraphs/audit/overlap/model.ts";
import { createOverlapIndex } from "../../subgraphs/audit/overlap/overlap-index.ts";
import type { OverlapRecord } from "../../subgraphs/audit/overlap/record.ts";

/** That of `jinkatsu overlap --links`. */
const least = -8;

export interface LinkFigures {
  readonly links: number;
  readonly precision: number;
  readonly recall: number;
  readonly F1: number;
}

/** A link of a record whose partner is not known counts as wrong only where `complete`. */
export function linkFigures(
  [first, second]: readonly [readonly OverlapRecord[], readonly OverlapRecord[]],
  truth: ReadonlyMap<string, string>,
  complete: boolean,
): LinkFigures {
  const index = createOverlapIndex(fitModel([...first, ...second]));
  for (const record of second) index.set(record);
  const links = linkOneToOne(first, index, least).filter(({ a }) => complete || truth.has(a));
  const right = links.filter(({ a, b }) => truth.get(a) === b).length;
  const round = (share: number) => Math.round(1000 * share) / 1000;
  return {
    links: links.length,
    precision: round(right / links.length),
    recall: round(right / truth.size),
    F1: round((2 * right) / (links.length + truth.size)),
  };
}
