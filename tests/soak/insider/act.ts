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
  /** The ways in which it can take effect, each with what is looked at then; in a long run each is to be seen. */
  readonly effects: Readonly<Record<string, string>>;
  /** Absent where it is always possible. */
  isPossible?(world: World): boolean;
  /** @throws Contradiction */
  run(stage: Stage): Promise<Came>;
}

/** What came of an act, in a word. */
export interface Came {
  readonly word: string;
  /** One of the act's effects; undefined where it had none, and nothing to look at. */
  readonly effect: string | undefined;
}

export function took(effect: string, word = effect): Came {
  return { word, effect };
}

export function without(word: string): Came {
  return { word, effect: undefined };
}
