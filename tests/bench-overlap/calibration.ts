/** How far stated probabilities are from the truth after some decisions, drawn at random from the shops' likeliest pairs. */
import { calibrate, type Decided } from "../../subgraphs/audit/overlap/calibrate.ts";
import { fitModel } from "../../subgraphs/audit/overlap/model.ts";
import { createOverlapIndex } from "../../subgraphs/audit/overlap/overlap-index.ts";
import type { Shops } from "./national.ts";
import { createDrawing } from "./synthetic.ts";

const rounds = 20;
const bins = 10;

/** Mean over several draws of the decisions; each is judged on the pairs that were not drawn. */
export function calibrationErrors(shops: Shops, decisions: readonly number[]): Readonly<Record<number, number>> {
  const pairs = judgedPairs(shops);
  const errorOf = (count: number) => {
    const errors = Array.from({ length: rounds }, (_, round) => errorAfter(shuffled(pairs, round), count));
    return errors.reduce((sum, error) => sum + error, 0) / rounds;
  };
  return Object.fromEntries(decisions.map((count) => [count, Math.round(errorOf(count) * 1000) / 1000]));
}

function judgedPairs({ abt, buy, truth }: Shops): readonly Decided[] {
  const index = createOverlapIndex(fitModel([...abt, ...buy]));
  for (const record of buy) index.set(record);
  return abt.flatMap((record) =>
    index
      .check({ ...record, id: "" }, { top: 3 })
      .map(({ id, bits }) => ({ bits, alike: truth.get(record.id) === id })),
  );
}

function shuffled(pairs: readonly Decided[], seed: number): readonly Decided[] {
  const draw = createDrawing(seed);
  return pairs
    .map((pair) => ({ pair, key: draw(2 ** 31) }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ pair }) => pair);
}

/** Expected calibration error in bins of equal size. */
function errorAfter(pairs: readonly Decided[], count: number): number {
  const probability = calibrate(pairs.slice(0, count));
  if (!probability) return Number.NaN;
  const judged = pairs.slice(count).toSorted((a, b) => a.bits - b.bits);
  const size = Math.ceil(judged.length / bins);
  const errors = Array.from({ length: bins }, (_, bin) => {
    const some = judged.slice(bin * size, (bin + 1) * size);
    return Math.abs(some.reduce((sum, { bits, alike }) => sum + probability(bits) - Number(alike), 0));
  });
  return errors.reduce((sum, error) => sum + error, 0) / judged.length;
}
