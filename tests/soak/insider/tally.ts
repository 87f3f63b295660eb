/** How often each act was tried, how often it took effect and in which way, and what was looked at then. */
import type { Act, Came } from "./act.ts";

export interface Tally {
  add(act: Act, came: Came): void;
  table(): string;
  /** Effects that were never seen, as `by: act: effect`. */
  missing(): readonly string[];
  unseenActs(): readonly Act[];
}

export function createTally(acts: readonly Act[]): Tally {
  const counted = new Map(
    acts.map((act) => [act, { effects: new Map<string, number>(), words: new Map<string, number>() }]),
  );
  const seen = (act: Act, effect: string) => counted.get(act)?.effects.get(effect) ?? 0;
  const unseen = (act: Act) => Object.keys(act.effects).filter((effect) => seen(act, effect) === 0);
  return {
    add(act, { word, effect }) {
      const counts = counted.get(act);
      if (!counts) throw new RangeError(`no such act: ${act.name}`);
      if (effect === undefined) count(counts.words, word);
      else if (effect in act.effects) count(counts.effects, effect);
      else throw new RangeError(`${act.name} has no effect ${effect}`);
    },
    table: () =>
      [...counted].flatMap(([act, { words }]) => linesOf(act, words, (effect) => seen(act, effect))).join("\n"),
    missing: () => acts.flatMap((act) => unseen(act).map((effect) => `${act.by}: ${act.name}: ${effect}`)),
    unseenActs: () => acts.filter((act) => unseen(act).length > 0),
  };
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function linesOf(
  { by, name, effects }: Act,
  words: ReadonlyMap<string, number>,
  seen: (effect: string) => number,
): readonly string[] {
  const took = Object.keys(effects).reduce((sum, effect) => sum + seen(effect), 0);
  const others = [...words.values()].reduce((sum, each) => sum + each, 0);
  const rest = [...words].sort(([, a], [, b]) => b - a).map(([word, times]) => `${word} ${times}`);
  return [
    `${by}: ${name}: tried ${took + others}, took effect ${took}${rest.length === 0 ? "" : `; without effect: ${rest.join(", ")}`}`,
    ...Object.entries(effects).map(([effect, check]) => `${String(seen(effect)).padStart(8)}  ${effect}: ${check}`),
  ];
}
