/** Runs many generated graphs against the reference executor: `npm run test:graphs -- 20000 1` runs graphs 1 to 20000. */

import { type GraphOutcome, runGraph } from "./run-graph.ts";
import { drawOf } from "./seeded.ts";

const operationsPerGraph = 8;
const shownAtMost = 3;

/** Tells what it finds, and ends the process with 1 where there are differences. */
export async function runGraphs(graphs: number, first: number, witnessEvery: number): Promise<void> {
  const begun = performance.now();
  const seconds = () => Math.round((performance.now() - begun) / 1000);
  const counted = new Counted();
  for (let seed = first; seed < first + graphs; seed++) {
    counted.add(await runGraph(drawOf(seed), operationsPerGraph, { withWitness: seed % witnessEvery === 0 }), seed);
    if ((seed - first + 1) % 1000 === 0) console.log(JSON.stringify({ seed, ...counted, seconds: seconds() }));
  }
  console.log(JSON.stringify({ first, ...counted, seconds: seconds() }));
  if (counted.differences > 0) process.exitCode = 1;
}

class Counted {
  graphs = 0;
  notComposed = 0;
  operations = 0;
  differences = 0;
  notPlannable = 0;
  witnessOperations = 0;
  witnessMisses = 0;

  add(outcome: GraphOutcome | undefined, seed: number): void {
    if (!outcome) {
      this.notComposed++;
      return;
    }
    const { operations, differences, notPlannable, witnessMisses } = outcome;
    for (const each of differences.slice(0, Math.max(0, shownAtMost - this.differences))) show(each, seed);
    this.graphs++;
    this.operations += operations;
    this.differences += differences.length;
    this.notPlannable += notPlannable.length;
    if (witnessMisses === undefined) return;
    this.witnessOperations += operations;
    this.witnessMisses += witnessMisses;
  }
}

function show({ operation, right, hub, sdl }: GraphOutcome["differences"][number], seed: number): void {
  console.log(`graph ${seed}\n${sdl}\n${operation.query} ${JSON.stringify(operation.variables)}`);
  console.log(`right ${JSON.stringify(right)}\nhub   ${JSON.stringify(hub)}`);
}

if (import.meta.main) {
  const [graphs = 1000, first = 1, witnessEvery = 100] = process.argv.slice(2).map(Number);
  await runGraphs(graphs, first, witnessEvery);
}
