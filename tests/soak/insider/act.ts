/** What somebody does in one step, and what the model has to say of it. */
import type { Model } from "./model.ts";
import type { Random } from "./random.ts";
import type { World } from "./world.ts";

export interface Stage {
  readonly world: World;
  readonly model: Model;
  readonly random: Random;
}

export interface Act {
  readonly by: string;
  readonly name: string;
  /** How often it is chosen beside the others. */
  readonly weight: number;
  /** @returns what came of it, in a word; @throws Contradiction */
  run(stage: Stage): Promise<string>;
}
