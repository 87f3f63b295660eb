/** How often each act was done, and what came of it. */
import type { Act } from "./act.ts";

export interface Tally {
  add(act: Act, word: string): void;
  table(): string;
}

export function createTally(): Tally {
  const counts = new Map<string, Map<string, number>>();
  return {
    add({ by, name }, word) {
      const title = `${by}: ${name}`;
      const words = counts.get(title) ?? new Map<string, number>();
      counts.set(title, words.set(word, (words.get(word) ?? 0) + 1));
    },
    table: () =>
      [...counts]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([title, words]) => {
          const all = [...words.values()].reduce((sum, count) => sum + count, 0);
          const each = [...words].sort(([, a], [, b]) => b - a).map(([word, count]) => `${word} ${count}`);
          return `${String(all).padStart(6)}  ${title.padEnd(36)} ${each.join(", ")}`;
        })
        .join("\n"),
  };
}
