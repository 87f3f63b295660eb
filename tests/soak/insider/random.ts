/** Chance that is the same for the same seed and step, whatever the steps before came to. */
import { createDrawing } from "../../bench-overlap/synthetic.ts";

export interface Random {
  below(bound: number): number;
  /** @throws RangeError of an empty list */
  pick<Item>(list: readonly Item[]): Item;
  /** True in so many of a hundred. */
  percent(share: number): boolean;
}

export function randomOf(seed: number, step: number): Random {
  const below = createDrawing(Math.imul(seed, 1_000_003) + step);
  return {
    below,
    pick(list) {
      for (const found of list.slice(below(list.length))) return found;
      throw new RangeError("nothing to pick from");
    },
    percent: (share) => below(100) < share,
  };
}
