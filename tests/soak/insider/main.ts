/**
 * Random acts by insiders, strangers and bad luck, against a model that says what must be true:
 * `npm run soak -- insider [--minutes 60] [--seed 1] [--database mysql://…]`. The acts are the same for the same seed. Ends with 1
 * where something was seen that cannot be.
 */
import { parseArgs } from "node:util";
import type { Act } from "./act.ts";
import { administratorActs } from "./acts/administrator.ts";
import { auditActs, findingIds, verifyTrail } from "./acts/audit.ts";
import { backupActs } from "./acts/backups.ts";
import { decisionActs } from "./acts/decisions.ts";
import { killActs } from "./acts/kills.ts";
import { operatorActs } from "./acts/operator.ts";
import { recordActs } from "./acts/records.ts";
import { publishFirst, registryActs } from "./acts/registry.ts";
import { strangerActs } from "./acts/strangers.ts";
import { admitAll, tokenActs } from "./acts/tokens.ts";
import { Contradiction } from "./contradiction.ts";
import { createModel } from "./model.ts";
import { randomOf } from "./random.ts";
import { reckon } from "./reckon.ts";
import { createRegistryModel } from "./registry-model.ts";
import { createTally } from "./tally.ts";
import { createWorld } from "./world.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "60" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    database: { type: "string" },
  },
});
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
const acts: readonly Act[] = [
  ...recordActs,
  ...registryActs,
  ...decisionActs,
  ...tokenActs,
  ...auditActs,
  ...administratorActs,
  ...backupActs,
  ...killActs,
  ...operatorActs,
  ...strangerActs,
];
/** Each as often as it weighs. */
const drawn = acts.flatMap((act) => Array<Act>(act.weight).fill(act));
const tally = createTally();

console.log(`seed ${seed}, ${minutes} minutes`);
const world = await createWorld({ server: values.database });
try {
  process.exitCode = (await soak()) ? 0 : 1;
} finally {
  await world.close();
}

async function soak(): Promise<boolean> {
  await world.start();
  const credentials = await admitAll(world);
  const model = createModel(await findingIds(world), createRegistryModel(credentials));
  const until = performance.now() + minutes * 60_000;
  let step = 0;
  let act: Act | undefined;
  try {
    await publishFirst({ world, model, random: randomOf(seed, step) });
    while (performance.now() < until) {
      step += 1;
      const random = randomOf(seed, step);
      act = random.pick(drawn);
      const begun = performance.now();
      const word = await act.run({ world, model, random });
      tally.add(act, word);
      if (process.env["SOAK_STEPS"])
        console.log(`${step} ${act.by}: ${act.name}: ${word} (${Math.round(performance.now() - begun)} ms)`);
    }
    world.disk.free();
    act = undefined;
    const last = { world, model, random: randomOf(seed, 0) };
    await reckon(last);
    await verifyTrail(last);
  } catch (error) {
    report(error, step, act);
    return false;
  } finally {
    console.log(tally.table());
  }
  console.log(`${step} acts, no contradiction`);
  return true;
}

function report(error: unknown, step: number, act: Act | undefined): void {
  if (!(error instanceof Contradiction)) throw error;
  console.log(`CONTRADICTION: seed ${seed}, step ${step}, ${act ? `${act.by}: ${act.name}` : "the last look"}`);
  console.log(`  expected ${error.expected}`);
  console.log(`  seen     ${JSON.stringify(error.seen)}`);
  console.log(world.hub().log());
}
