/** The differential test at length: `npm run test:differential -- 500 7` runs 500 worlds of each kind from seed 7. */
import fc from "fast-check";
import { type Outcome, runCase, type Trouble } from "./case.ts";
import { drawFrom } from "./draw.ts";

const [worlds = 200, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const operationsPerWorld = 15;
const shownAtMost = 3;

for (const trouble of ["none", "nulls", "failures"] as const) await runMany(trouble);

async function runMany(trouble: Trouble): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const choose of fc.sample(fc.gen(), { numRuns: worlds, seed })) {
    const draw = drawFrom((min, max) => choose(fc.integer, { min, max }));
    outcomes.push(await runCase(draw, { trouble, isPlain: false }, operationsPerWorld));
  }
  report(trouble, outcomes);
}

function report(trouble: Trouble, outcomes: readonly Outcome[]): void {
  const disagreements = outcomes.flatMap(({ withMonolith }) => withMonolith);
  for (const each of disagreements.slice(0, shownAtMost)) console.log(JSON.stringify(each, null, 2));
  const operations = outcomes.reduce((sum, each) => sum + each.operations, 0);
  const reference = outcomes.reduce((sum, each) => sum + each.referenceMisses, 0);
  console.log(
    `${trouble}: ${operations} operations, ${disagreements.length} answered otherwise than one schema (the reference: ${reference}), seed ${seed}`,
  );
  if (disagreements.length > 0) process.exitCode = 1;
}
