/** Requests that ask for exactly so much of one thing, and stay within every other limit. */
import type { LimitName } from "../../../gateway/limits/limits.ts";

export type LimitedName = Exclude<LimitName, "requests" | "costAtOnce" | "subscriptions">;

interface Asked {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

export function exactly(name: LimitedName, much: number): Asked {
  return asking[name](much);
}

const asking: Record<LimitedName, (much: number) => Asked> = {
  // { town ( ids : [ … ] ) { name } } are eleven tokens.
  tokens: (much) => ({ query: `{ town(ids: [${"1 ".repeat(much - 12)}]) { name } }` }),
  depth: (much) => ({ query: `{ town ${"{ twin ".repeat(much - 2)} { name } ${"}".repeat(much - 2)} }` }),
  fields: (much) => ({
    query: `{ town { ${"...F ".repeat(Math.floor((much - 1) / 50))} ${"name ".repeat((much - 1) % 50)} } }
      fragment F on Town { ${"name ".repeat(50)} }`,
  }),
  aliases: (much) => ({ query: `{ town { ${times(much, (at) => `a${at}: name`)} } }` }),
  rootFields: (much) => ({ query: `{ ${"__typename ".repeat(much)} }` }),
  directives: (much) => ({ query: `{ town { ${"name @include(if: true) ".repeat(much)} } }` }),
  variables: (much) => ({
    query: "query Q($t: String) { echo(text: $t) }",
    variables: { t: "x".repeat(much - '{"t":""}'.length) },
  }),
  page: (much) => ({ query: "query Q($n: Int) { towns(first: $n) { total } }", variables: { n: much } }),
  // 49 × (1 + 1 + 100) and the page itself are 4999.
  cost: (much) => ({
    query: `{ towns(first: 49) { nodes { parts(first: 100) { nodes { name } } } } ${times(much - 4999, (at) => `t${at}: town { name }`)} }`,
  }),
};

function times(many: number, write: (at: number) => string): string {
  return Array.from({ length: many }, (_, at) => write(at)).join(" ");
}
