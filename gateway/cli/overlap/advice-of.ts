/** What a provider thinks of a record's neighbours: null where the engine is sure, so that it was not asked. */
import type { Neighbour } from "../../../subgraphs/audit/overlap/overlap-index.ts";
import type { OverlapRecord } from "../../../subgraphs/audit/overlap/record.ts";
import {
  type Advice,
  adviseOn,
  type SimilarityProvider,
} from "../../../subgraphs/audit/overlap/similarity-provider.ts";

export function createAdvice(provider: SimilarityProvider, records: ReadonlyMap<string, OverlapRecord>) {
  async function adviceOn(id: string, { id: other, bits }: Neighbour): Promise<Advice | null> {
    const [first, second] = [records.get(id), records.get(other)];
    if (first === undefined || second === undefined) throw new Error(`The records ${id} and ${other} were not kept.`);
    return (await adviseOn({ first, second, bits }, provider)) ?? null;
  }

  return (id: string, neighbours: readonly Neighbour[]) =>
    Promise.all(neighbours.map((neighbour) => adviceOn(id, neighbour)));
}
