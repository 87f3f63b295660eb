/** Which subgraphs are left alone because they keep failing, as a metric. */
import type { Family } from "./family.ts";
import { gauge } from "./instruments.ts";

const values: Readonly<Record<string, number>> = { closed: 0, "half-open": 1, open: 2 };

export function breakerStates(phases: ReadonlyMap<string, string>): Family {
  const description = {
    name: "jinkatsu_subgraph_breaker_state",
    help: "0 where the subgraph is called, 1 where one call tries it, 2 where it is left alone after failures.",
    labels: ["subgraph"],
  };
  return gauge(
    description,
    [...phases].map(([name, phase]) => [values[phase] ?? 0, name]),
    "max",
  );
}
