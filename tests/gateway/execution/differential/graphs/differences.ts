/** Tells every difference, and every refusal, of some generated graphs as a line of JSON, as soon as it is found: `node …/differences.ts 300 1` runs graphs 1 to 300. */
import { runGraph } from "./run-graph.ts";
import { drawOf } from "./seeded.ts";

const [graphs = 300, first = 1] = process.argv.slice(2).map(Number);
const operationsPerGraph = 8;

for (let graph = first; graph < first + graphs; graph++) {
  const outcome = await runGraph(drawOf(graph), operationsPerGraph);
  for (const { operation, right, hub } of outcome?.differences ?? [])
    console.log(JSON.stringify({ graph, query: operation.query, right, hub }));
  for (const { query } of outcome?.notPlannable ?? []) console.log(JSON.stringify({ graph, query, isRefused: true }));
}
