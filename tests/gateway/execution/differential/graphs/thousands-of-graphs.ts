/** Runs many generated graphs against the reference executor: `node …/thousands-of-graphs.ts 20000 1` runs graphs 1 to 20000. */
import { drawFrom } from "../draw.ts";
import { type GraphOutcome, runGraph } from "./run-graph.ts";

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
  const outcome = await runGraph(drawFrom(seeded(seed)), operationsPerGraph, seed % witnessEvery === 0);
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

/** The same choices for the same graph, on any machine. */
function seeded(seed: number): (min: number, max: number) => number {
  let state = seed >>> 0;
  return (min, max) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return min + (((mixed ^ (mixed >>> 14)) >>> 0) % (max - min + 1));
  };
}
