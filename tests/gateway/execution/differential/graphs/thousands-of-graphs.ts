/** Runs many generated graphs against the reference executor: `node …/thousands-of-graphs.ts 20000 1` runs graphs 1 to 20000. */

import { type GraphOutcome, runGraph } from "./run-graph.ts";
import { drawOf } from "./seeded.ts";

const [graphs = 1000, first = 1, witnessEvery = 100] = process.argv.slice(2).map(Number);
const operationsPerGraph = 8;
const shownAtMost = 3;

const begun = performance.now();
const outcomes = {
  graphs: 0,
  notComposed: 0,
  operations: 0,
  differences: 0,
  notPlannable: 0,
  witnessOperations: 0,
  witnessMisses: 0,
};
let shown = 0;

for (let seed = first; seed < first + graphs; seed++) {
  const outcome = await runGraph(drawOf(seed), operationsPerGraph, { withWitness: seed % witnessEvery === 0 });
  if (outcome) count(outcome, seed);
  else outcomes.notComposed++;
  if ((seed - first + 1) % 1000 === 0) console.log(JSON.stringify({ seed, ...outcomes, seconds: seconds() }));
}
console.log(JSON.stringify({ first, ...outcomes, seconds: seconds() }));
if (outcomes.differences > 0) process.exitCode = 1;

function count({ operations, differences, notPlannable, witnessMisses }: GraphOutcome, seed: number): void {
  outcomes.graphs++;
  outcomes.operations += operations;
  outcomes.differences += differences.length;
  outcomes.notPlannable += notPlannable;
  if (witnessMisses !== undefined) {
    outcomes.witnessOperations += operations;
    outcomes.witnessMisses += witnessMisses;
  }
  for (const { operation, right, hub, sdl } of differences)
    if (shown++ < shownAtMost)
      console.log(
        `graph ${seed}\n${sdl}\n${operation.query} ${JSON.stringify(operation.variables)}\nright ${JSON.stringify(right)}\nhub   ${JSON.stringify(hub)}`,
      );
}

function seconds(): number {
  return Math.round((performance.now() - begun) / 1000);
}
