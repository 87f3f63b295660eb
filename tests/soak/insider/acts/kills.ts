/** The hub is killed in the midst of a change: it was made or it was not, and never by half. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Act, Stage } from "../act.ts";
import { told } from "../answers.ts";
import { departments, nextNumber } from "../model.ts";
import { noteRuling, randomRuling, sendRuling } from "./audit.ts";
import { startAgain } from "./operator.ts";
import { note, randomChange, sendChange } from "./records.ts";
import { publishUnwatched } from "./registry.ts";

export const killActs: readonly Act[] = [
  { by: "bad luck", name: "kill -9 while changing", weight: 3, run: killWhileChanging },
  { by: "bad luck", name: "kill -9 while ruling", weight: 2, run: killWhileRuling },
  { by: "bad luck", name: "kill -9 while publishing", weight: 2, run: killWhilePublishing },
];

async function killWhileChanging(stage: Stage): Promise<string> {
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

async function killWhileRuling(stage: Stage): Promise<string> {
  const { model, random } = stage;
  const id = random.pick(Object.keys(model.findings));
  const change = randomRuling(stage, random.pick(model.findings[id] ?? []));
  const answer = sendRuling(stage, id, change);
  await killAfter(stage, 80);
  const outcome = await answer;
  noteRuling(stage, id, change, outcome);
  return endOf(stage, outcome.kind === "unknown");
}

async function killWhilePublishing(stage: Stage): Promise<string> {
  const answer = publishUnwatched(stage, { subgraph: "weather", number: nextNumber(stage.model), takesOver: false });
  await killAfter(stage, 3_000);
  return endOf(stage, !(await answer));
}

async function killAfter({ random, world }: Stage, mostMs: number): Promise<void> {
  await sleep(random.below(mostMs));
  await world.hub().stop("SIGKILL");
}

async function endOf(stage: Stage, isUnknown: boolean): Promise<string> {
  await startAgain(stage);
  return isUnknown ? "not told" : "told";
}
