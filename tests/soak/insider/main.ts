/**
 * Random acts by insiders, strangers and bad luck, against a model that says what must be true:
 * `npm run soak -- insider [--minutes 60 | --seconds 90] [--seed 1] [--database mysql://…]`. Chance is the same for the same seed.
 * Ends with 1 where something was seen that cannot be, or where in a long run an act never took effect: what was not tried proves nothing.
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
import { type Random, randomOf } from "./random.ts";
import { reckon } from "./reckon.ts";
import { createRegistryModel } from "./registry-model.ts";
import { createTally } from "./tally.ts";
import { createWorld } from "./world.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "60" },
    seconds: { type: "string" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    database: { type: "string" },
  },
});
const seconds = values.seconds === undefined ? Number(values.minutes) * 60 : Number(values.seconds);
const seed = Number(values.seed);
/** In a run of an hour, or of so many acts, each effect is to be seen. */
const [longRunSeconds, longRunActs] = [3_600, 1_500];
const allActs: readonly Act[] = [
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
console.log(`seed ${seed}, ${seconds} seconds`);
const world = await createWorld({ server: values.database });
const acts = allActs.filter((act) => act.isPossible?.(world) ?? true);
/** Each as often as it weighs. */
const drawn = acts.flatMap((act) => Array<Act>(act.weight).fill(act));
const tally = createTally(acts);
try {
  process.exitCode = (await soak()) ? 0 : 1;
} finally {
  await world.close();
}

async function soak(): Promise<boolean> {
  // On a machine that others keep busy each takes minutes, in which nothing would be seen.
  say("the example data are loaded");
  await world.start();
  say("the hub is ready");
  const credentials = await admitAll(world);
  say("departments are admitted");
  const model = createModel(await findingIds(world), createRegistryModel(credentials));
  let step = 0;
  let act: Act | undefined;
  try {
    await publishFirst({ world, model, random: randomOf(seed, step) });
    say("the first act");
    const until = performance.now() + seconds * 1_000;
    while (performance.now() < until) {
      step += 1;
      const random = randomOf(seed, step);
      act = chooseAct(random);
      const begun = performance.now();
      const came = await act.run({ world, model, random });
      tally.add(act, came);
      if (process.env["SOAK_STEPS"])
        console.log(`${step} ${act.by}: ${act.name}: ${came.word} (${Math.round(performance.now() - begun)} ms)`);
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
  return (seconds < longRunSeconds && step < longRunActs) || isComplete();
}

/** Sometimes one that has not yet had all its effects: chance alone may leave out for an hour what needs others before it. */
function chooseAct(random: Random): Act {
  const unseen = tally.unseenActs();
  return unseen.length > 0 && random.percent(25) ? random.pick(unseen) : random.pick(drawn);
}

function isComplete(): boolean {
  const missing = tally.missing();
  for (const effect of missing) console.log(`NEVER SEEN: ${effect}`);
  return missing.length === 0;
}

function say(text: string): void {
  console.log(`${new Date().toISOString()} ${text}`);
}

function report(error: unknown, step: number, act: Act | undefined): void {
  if (!(error instanceof Contradiction)) throw error;
  console.log(`CONTRADICTION: seed ${seed}, step ${step}, ${act ? `${act.by}: ${act.name}` : "the last look"}`);
  console.log(`  expected ${error.expected}`);
  console.log(`  seen     ${JSON.stringify(error.seen)}`);
  console.log(world.hub().log());
}
