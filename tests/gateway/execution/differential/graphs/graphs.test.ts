/** The engine against the reference executor, over generated graphs; `npm run test:differential` runs thousands of them. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { planningRewrites } from "../../../../../gateway/execution/graph/graph.ts";
import { faults } from "./faults.ts";
import { runGraph } from "./run-graph.ts";
import { drawOf } from "./seeded.ts";

const operationsPerGraph = 8;
/**
 * Of the last ones, some once showed faults: steps of a chain taken through the interface of their records, fetches that wait for
 * themselves. The others find faults that are put back: 7 and 57.
 */
const graphs = [...Array.from({ length: 10 }, (_, index) => 1000 + index), 196, 2052, 2120, 33, 7, 57];

describe("the engine on a generated graph", () => {
  test.each(graphs)(
    "answers what is true of the merged data: graph %i",
    async (graph) => {
      const outcome = await runGraph(drawOf(graph), operationsPerGraph);

      expect(outcome?.differences).toEqual([]);
    },
    400_000,
  );
});

describe("a fault that the engine once had", () => {
  test.each(faults)("can be put back, to see that it is found: $name", ({ edits, hiddenBy = [] }) => {
    for (const { file, now } of [...edits, ...hiddenBy]) expect(readFileSync(file, "utf8").split(now)).toHaveLength(2);
  });
});

/** These change which plans are weighed, and no answer; without the others the planner itself goes wrong, as the graphs of the last test show. */
const harmless = ["resolvable keys", "idle choices", "required fields"] as const;

describe.each(harmless)("the rewriting of %s before planning", (rewrite) => {
  test("gives the same answers as planning without it", async () => {
    const others = planningRewrites.filter((each) => each !== rewrite);
    for (const graph of graphs.slice(0, 4)) {
      const outcome = await runGraph(drawOf(graph), operationsPerGraph, { rewrites: others });

      expect(outcome?.differences).toEqual([]);
    }
  }, 400_000);
});
