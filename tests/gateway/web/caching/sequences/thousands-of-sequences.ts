/** `npm run test:sequences -- 20000 1` runs 20,000 sequences of writes, reads, callers and validators from seed 1. */
import { drawOf } from "../../../execution/differential/graphs/seeded.ts";
import { nothingHeld, runSequence } from "./sequence.ts";
import { openWorld } from "./world.ts";

const [sequences = 20_000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const world = await openWorld();
const held = nothingHeld();
const draw = drawOf(seed);
const begun = performance.now();
let done = 0;
try {
  for (; done < sequences; done++) await runSequence(world, held, draw);
} finally {
  const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
  console.log(`seed ${seed}: ${done} sequences in ${seconds} s`, Object.fromEntries(held.counts));
  await world.close();
}
