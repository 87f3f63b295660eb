/** The differential test at length: `npm run test:differential -- 500 7` runs 500 worlds of each kind, and 500 graphs, from seed 7. */
import fc from "fast-check";
import { type CaseOptions, type Disagreement, type Outcome, runCase } from "./case.ts";
import { drawFrom } from "./draw.ts";
import { runGraphs } from "./graphs/thousands-of-graphs.ts";

const [worlds = 200, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const operationsPerWorld = 15;
const shownAtMost = 3;

for (const trouble of ["none", "nulls", "failures"] as const) {
  const outcomes = await runMany({ trouble, isPlain: false });
  const reference = outcomes.reduce((sum, each) => sum + each.referenceMisses, 0);
  report(
    `${trouble}: otherwise than one schema (the reference: ${reference})`,
    outcomes,
    ({ withMonolith }) => withMonolith,
  );
}
const plain = await runMany({ trouble: "none", isPlain: true });
report("plain: otherwise than the reference", plain, ({ withReference }) => withReference);
await runGraphs(worlds, seed, 100);

async function runMany(options: CaseOptions): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const choose of fc.sample(fc.gen(), { numRuns: worlds, seed })) {
    const draw = drawFrom((min, max) => choose(fc.integer, { min, max }));
    outcomes.push(await runCase(draw, options, operationsPerWorld));
  }
  return outcomes;
}

function report(
  name: string,
  outcomes: readonly Outcome[],
  disagreementsOf: (outcome: Outcome) => readonly Disagreement[],
): void {
  const disagreements = outcomes.flatMap(disagreementsOf);
  for (const each of disagreements.slice(0, shownAtMost)) console.log(JSON.stringify(each, null, 2));
  const operations = outcomes.reduce((sum, each) => sum + each.operations, 0);
  console.log(`${name}: ${disagreements.length} of ${operations} operations, seed ${seed}`);
  if (disagreements.length > 0) process.exitCode = 1;
}
