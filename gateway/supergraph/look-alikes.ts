/** Says which subgraphs use a directive that only looks like one of federation's access rules, and so would protect nothing. */
import { parse } from "graphql";
import { lookAlikes } from "#kit/identity/linked-rules.ts";
import type { PublishedSubgraph } from "./compose.ts";

export function lookAlikesIn(subgraphs: readonly PublishedSubgraph[]): readonly string[] {
  return subgraphs.flatMap(({ name, sdl }) =>
    lookAlikes(parse(sdl, { noLocation: true })).map(
      (directive) =>
        `[${name}] @${directive} is not federation's directive of that name and would protect nothing. Import it with @link, or rename it.`,
    ),
  );
}
