/** The hub is killed in the midst of a change: it was made or it was not, and never by half. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Act, type Came, type Stage, took, without } from "../act.ts";
import { told } from "../answers.ts";
import { departments, nextNumber } from "../model.ts";
import { noteRuling, randomRuling, sendRuling } from "./audit.ts";
import { startAgain } from "./operator.ts";
import { note, randomChange, sendChange } from "./records.ts";
import { publishTime, publishUnwatched } from "./registry.ts";

export const killActs: readonly Act[] = [
  {
    by: "bad luck",
    name: "kill -9 while changing",
    weight: 3,
    effects: {
      "not told": "each change is there as a whole or not at all; the model learns which, and the catalog follows",
    },
    run: killWhileChanging,
  },
  {
    by: "bad luck",
    name: "kill -9 while ruling",
    weight: 3,
    effects: { "not told": "the decision is there as a whole or not at all, and the trail says the same" },
    run: killWhileRuling,
  },
  {
    by: "bad luck",
    name: "kill -9 while publishing",
    weight: 4,
    effects: {
      stored: "nobody was told of the version that is there, which is whole and served",
      "not stored": "nobody was told, and no version is there: the one before is served",
    },
    run: killWhilePublishing,
  },
];

async function killWhileChanging(stage: Stage): Promise<Came> {
  const { model, random } = stage;
  const department = random.pick(departments);
  const codes = Object.keys(model.records[department]).slice(0, 4);
  const changes = codes.map((code) => ({ ...randomChange(stage, department), code }));
  const answers = Promise.all(
    changes.map(async (change) => ({ change, outcome: await told(sendChange(stage, department, change)) })),
  );
  await killAfter(stage, 60);
  const attempts = await answers;
  note(stage, department, attempts);
  return endOf(
    stage,
    attempts.some(({ outcome }) => outcome.kind === "unknown"),
  );
}

async function killWhileRuling(stage: Stage): Promise<Came> {
  const { model, random } = stage;
  const id = random.pick(Object.keys(model.findings));
  const change = randomRuling(stage, random.pick(model.findings[id] ?? []));
  const answer = sendRuling(stage, id, change);
  await killAfter(stage, 80);
  const outcome = await answer;
  noteRuling(stage, id, change, outcome);
  return endOf(stage, outcome.kind === "unknown");
}

async function killWhilePublishing(stage: Stage): Promise<Came> {
  const { registry } = stage.model;
  const answer = publishUnwatched(stage, { subgraph: "weather", number: nextNumber(stage.model), takesOver: false });
  await killAfter(stage, Math.ceil(publishTime() * 1.2));
  const isTold = await answer;
  const before = registry.versions.weather.length;
  await startAgain(stage);
  if (isTold) return without("told");
  return took(registry.versions.weather.length > before ? "stored" : "not stored");
}

async function killAfter({ random, world }: Stage, mostMs: number): Promise<void> {
  await sleep(random.below(mostMs));
  await world.hub().stop("SIGKILL");
}

async function endOf(stage: Stage, isUnknown: boolean): Promise<Came> {
  await startAgain(stage);
  return isUnknown ? took("not told") : without("told");
}
