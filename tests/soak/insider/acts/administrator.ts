/** Whoever may write the database files edits rows while the hub stands still: found, where evidence rests on them, and never where nobody did. */
import { copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Act, Stage } from "../act.ts";
import { Contradiction, must } from "../contradiction.ts";
import { verifyTrail } from "./audit.ts";
import { startAgain } from "./operator.ts";

export const administratorActs: readonly Act[] = [
  { by: "administrator", name: "edit evidence", weight: 3, run: editEvidence },
  { by: "administrator", name: "edit a department's row", weight: 1, run: editRecord },
];

/** Each makes the audit say something else than was said. */
const edits = {
  "another event": `UPDATE trail_event SET event = replace(event, '"at":"2', '"at":"1') WHERE sequence = (SELECT max(sequence) - 1 FROM trail_event)`,
  "an event less": "DELETE FROM trail_event WHERE sequence = (SELECT max(sequence) FROM trail_event)",
  "two events in another order":
    "UPDATE trail_event SET sequence = CASE sequence WHEN 1 THEN -2 ELSE -1 END WHERE sequence < 3; UPDATE trail_event SET sequence = -sequence WHERE sequence < 0",
  "another name in a measure": `UPDATE measure_version SET contract = replace(contract, '"ja":"', '"ja":"偽') WHERE version_id IN (SELECT value FROM snapshot, json_each(snapshot.version_ids))`,
  "no snapshots": "DELETE FROM snapshot",
  "no checkpoints": "DELETE FROM trail_checkpoint",
} as const;

async function editEvidence(stage: Stage): Promise<string> {
  const { world, random, model } = stage;
  const name = random.pick(Object.keys(edits) as readonly (keyof typeof edits)[]);
  if (!world.isOnSqlite) return "not on SQLite";
  const hasSnapshot = Object.values(model.findings).some((states) =>
    states.every(({ decisions }) => decisions.length > 0),
  );
  if (!hasSnapshot) return "nothing decided";
  await withEdit(stage, "audit", edits[name], async () => {
    const { code, output, notes } = await world.command("audit", "verify", "--json");
    if (code !== 1) throw new Contradiction(`${name} to be found`, [code, output, notes]);
  });
  return `${name} found`;
}

/** A department's records are no evidence: the audit has its own versions, and they are as they were. */
async function editRecord(stage: Stage): Promise<string> {
  if (!stage.world.isOnSqlite) return "not on SQLite";
  await withEdit(stage, "welfare", "UPDATE measure SET name_ja = '偽' WHERE code LIKE 'TYM%'", async () => {
    await verifyTrail(stage);
  });
  return "no alarm";
}

/** The edit is taken back: what it would come to is no matter of the model. */
async function withEdit(stage: Stage, name: string, sql: string, look: () => Promise<void>): Promise<void> {
  const { world } = stage;
  await world.hub().stop("SIGTERM");
  world.disk.free();
  const copies = path.join(world.scratch, "copies");
  mkdirSync(copies, { recursive: true });
  copyFiles(world.dataFolder, copies, name);
  const database = new DatabaseSync(path.join(world.dataFolder, `${name}.sqlite`));
  database.exec(sql);
  const changed = Number(database.prepare("SELECT total_changes() AS count").get()?.["count"]);
  database.close();
  must(changed > 0, "the edit to change a row", sql);
  await look();
  copyFiles(copies, world.dataFolder, name);
  await startAgain(stage);
}

function copyFiles(from: string, to: string, name: string): void {
  for (const ending of ["", "-wal", "-shm"]) {
    const [source, target] = [path.join(from, `${name}.sqlite${ending}`), path.join(to, `${name}.sqlite${ending}`)];
    if (existsSync(source)) copyFileSync(source, target);
    else rmSync(target, { force: true });
  }
}
