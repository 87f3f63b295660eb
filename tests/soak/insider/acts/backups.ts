/** The operator backs up while the hub runs, and puts an old backup back: what is so is what was so then, but for what was revoked. */
import path from "node:path";
import { type Act, type Came, type Stage, took, without } from "../act.ts";
import { must } from "../contradiction.ts";
import type { Model } from "../model.ts";
import { nextNumber } from "../model.ts";
import { verifyTrail } from "./audit.ts";
import { startAgain } from "./operator.ts";
import { issueMissing } from "./tokens.ts";

export const backupActs: readonly Act[] = [
  {
    by: "operator",
    name: "back up",
    weight: 3,
    effects: { written: "the trail is proven before; what it holds is what a restore brings back" },
    run: backUp,
  },
  {
    by: "operator",
    name: "restore",
    weight: 3,
    effects: {
      "trail behind":
        "all is as it was then; what was revoked stays so; lost events are acknowledged first; the trail is proven",
      "trail as it was": "all is as it was then; what was revoked stays so; the trail is proven",
    },
    run: restore,
  },
];

interface Backup {
  readonly file: string;
  readonly model: Model;
}

let last: Backup | undefined;

async function backUp(stage: Stage): Promise<Came> {
  const { world, model } = stage;
  if (world.disk.isFull) return without("disk full");
  await verifyTrail(stage);
  const file = path.join(world.scratch, `${nextNumber(model)}.backup.gz`);
  const { code, notes } = await world.command("backup", file);
  must(code === 0, "a backup", notes);
  last = { file, model: structuredClone(model) };
  return took("written");
}

async function restore(stage: Stage): Promise<Came> {
  const { world, model } = stage;
  if (last === undefined) return without("no backup");
  const isBehind = model.trailSize > last.model.trailSize;
  await world.hub().stop(stage.random.pick(["SIGTERM", "SIGKILL"] as const));
  world.disk.free();
  const { code, notes } = await world.command("restore", last.file, "--replace", "--json");
  must(code === 0, "the backup to be put back", notes);
  putBack(model, last.model);
  await acknowledge(stage, isBehind);
  await issueMissing(stage);
  await startAgain(stage);
  await verifyTrail(stage);
  await staysRevoked(stage);
  return took(isBehind ? "trail behind" : "trail as it was");
}

/** The hub takes no change of the audit before somebody has said that events are lost. */
async function acknowledge({ world }: Stage, isBehind: boolean): Promise<void> {
  const { code, notes } = await world.command("audit", "acknowledge-restore", "--reason", "put back");
  must(code === 0 || !isBehind, "a lost event to be acknowledged", notes);
}

/** Tokens that the backup does not know open nothing; those that were revoked since stay so. */
function putBack(model: Model, then: Model): void {
  const { numbered } = model;
  const known = new Set(then.registry.credentials.map(({ id }) => id));
  const credentials = model.registry.credentials.map((each) => (known.has(each.id) ? each : { ...each, holds: false }));
  Object.assign(model, structuredClone(then), { numbered });
  model.registry.credentials = credentials;
}

async function staysRevoked({ world, model }: Stage): Promise<void> {
  for (const { token, holds } of model.registry.credentials) {
    if (holds) continue;
    const { status } = await world.registry(token, { name: "subgraphs" });
    must(status === 401, "a token that was revoked, or issued after the backup, to open nothing", status);
  }
}
