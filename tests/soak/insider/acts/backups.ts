/** The operator backs up while the hub runs, and puts an old backup back: what is so is what was so then, but for what was revoked. */
import path from "node:path";
import type { Act, Stage } from "../act.ts";
import { Contradiction, must } from "../contradiction.ts";
import type { Model } from "../model.ts";
import { nextNumber } from "../model.ts";
import type { Credential } from "../registry-model.ts";
import { verifyTrail } from "./audit.ts";
import { startAgain } from "./operator.ts";

export const backupActs: readonly Act[] = [
  { by: "operator", name: "back up", weight: 2, run: backUp },
  { by: "operator", name: "restore", weight: 2, run: restore },
];

interface Backup {
  readonly file: string;
  readonly model: Model;
}

let last: Backup | undefined;

async function backUp(stage: Stage): Promise<string> {
  const { world, model } = stage;
  if (world.disk.isFull) return "disk full";
  await verifyTrail(stage);
  const file = path.join(world.scratch, `${nextNumber(model)}.backup.gz`);
  const { code, notes } = await world.command("backup", file);
  must(code === 0, "a backup", notes);
  last = { file, model: structuredClone(model) };
  return "written";
}

async function restore(stage: Stage): Promise<string> {
  const { world, model } = stage;
  if (last === undefined) return "no backup";
  const isBehind = model.trailSize > last.model.trailSize;
  await world.hub().stop(stage.random.pick(["SIGTERM", "SIGKILL"] as const));
  world.disk.free();
  const { code, output, notes } = await world.command("restore", last.file, "--replace", "--json");
  must(code === 0, "the backup to be put back", notes);
  putBack(
    model,
    last.model,
    JSON.parse(output).revived.map(({ id }: { readonly id: string }) => id),
  );
  await acknowledge(stage, isBehind);
  await startAgain(stage);
  await verifyTrail(stage);
  return isBehind ? "trail behind, acknowledged" : "trail as it was";
}

/** The hub takes no change of the audit before somebody has said that events are lost. */
async function acknowledge({ world }: Stage, isBehind: boolean): Promise<void> {
  const { code, notes } = await world.command("audit", "acknowledge-restore", "--reason", "put back");
  must(code === 0 || !isBehind, "a lost event to be acknowledged", notes);
}

function putBack(model: Model, then: Model, revived: readonly string[]): void {
  const { numbered } = model;
  const credentials = credentialsAfter(model.registry.credentials, then.registry.credentials, revived);
  Object.assign(model, structuredClone(then), { numbered });
  model.registry.credentials = credentials;
}

/** Those that the backup does not know open nothing; those that were revoked stay so; those that had ended hold again, and are named. */
function credentialsAfter(
  now: readonly Credential[],
  then: readonly Credential[],
  revived: readonly string[],
): readonly Credential[] {
  const known = new Map(then.map((each) => [each.id, each]));
  return now.map((each) => {
    const before = known.get(each.id);
    if (before === undefined) return { ...each, holds: false };
    if (each.isRevoked || each.holds || !before.holds) return each;
    if (!revived.includes(each.id)) throw new Contradiction(`${each.id}, which holds again, to be named`, revived);
    return { ...each, holds: true };
  });
}
