/** Whoever may write the databases edits rows while the hub stands still: found, where evidence rests on them, and never where nobody did. */
import { type Act, type Came, type Stage, took, without } from "../act.ts";
import type { ByHand } from "../by-hand.ts";
import { Contradiction, must } from "../contradiction.ts";
import { verifyTrail } from "./audit.ts";
import { startAgain } from "./operator.ts";

interface Edit {
  readonly name: string;
  readonly table: string;
  /** @returns how many rows it has changed */
  run(audit: ByHand): Promise<number>;
}

/** Each makes the audit say something else than was said. */
const edits: readonly Edit[] = [
  {
    name: "another event",
    table: "trail_event",
    async run(audit) {
      const at = (await lastSequence(audit)) - 1;
      return audit.change(`UPDATE trail_event SET event = replace(event, '"at":"2', '"at":"1') WHERE sequence = ${at}`);
    },
  },
  {
    name: "an event less",
    table: "trail_event",
    run: async (audit) => audit.change(`DELETE FROM trail_event WHERE sequence = ${await lastSequence(audit)}`),
  },
  {
    name: "two events in another order",
    table: "trail_event",
    async run(audit) {
      const move = (from: number, to: number) =>
        audit.change(`UPDATE trail_event SET sequence = ${to} WHERE sequence = ${from}`);
      const nowhere = 1_000_000;
      return Math.min(await move(1, nowhere), await move(2, 1), await move(nowhere, 2));
    },
  },
  {
    name: "another name in a measure",
    table: "measure_version",
    async run(audit) {
      const ids = (await audit.read("SELECT version_ids FROM snapshot")).flatMap(versionIds);
      return audit.change(
        `UPDATE measure_version SET contract = replace(contract, '"ja":"', '"ja":"偽') WHERE version_id IN (${ids.join(", ")})`,
      );
    },
  },
  { name: "no snapshots", table: "snapshot", run: (audit) => audit.change("DELETE FROM snapshot") },
  { name: "no checkpoints", table: "trail_checkpoint", run: (audit) => audit.change("DELETE FROM trail_checkpoint") },
];

async function lastSequence(audit: ByHand): Promise<number> {
  const [row] = await audit.read("SELECT max(sequence) AS last FROM trail_event");
  return Number(row?.["last"]);
}

function versionIds({ version_ids: ids }: Readonly<Record<string, unknown>>): readonly number[] {
  return typeof ids === "string" ? JSON.parse(ids) : (ids as readonly number[]);
}

export const administratorActs: readonly Act[] = [
  ...edits.map((edit) => ({
    by: "administrator",
    name: `edit evidence: ${edit.name}`,
    weight: 1,
    effects: { found: "`audit verify` ends with 1 while it is so, and proves the trail again once it is put back" },
    run: (stage: Stage) => editEvidence(stage, edit),
  })),
  {
    by: "administrator",
    name: "edit a department's row",
    weight: 1,
    effects: { "no alarm": "`audit verify` proves the trail: a department's own rows are no evidence" },
    run: editRecord,
  },
];

async function editEvidence(stage: Stage, { name, table, run }: Edit): Promise<Came> {
  const hasSnapshot = Object.values(stage.model.findings).some((states) =>
    states.every(({ decisions }) => decisions.length > 0),
  );
  if (!hasSnapshot) return without("nothing decided yet");
  await withEdit(stage, { subgraph: "audit", table, run }, async () => {
    const { code, output, notes } = await stage.world.command("audit", "verify", "--json");
    if (code !== 1) throw new Contradiction(`${name} to be found`, [code, output, notes]);
  });
  await verifyTrail(stage);
  return took("found");
}

/** A department's records are no evidence: the audit has its own versions, and they are as they were. */
async function editRecord(stage: Stage): Promise<Came> {
  const run = (welfare: ByHand) => welfare.change("UPDATE measure SET name_ja = '偽' WHERE code LIKE 'TYM%'");
  await withEdit(stage, { subgraph: "welfare", table: "measure", run }, () => verifyTrail(stage));
  return took("no alarm");
}

interface EditOf {
  readonly subgraph: string;
  readonly table: string;
  readonly run: Edit["run"];
}

/** The edit is taken back: what it would come to is no matter of the model. */
async function withEdit(stage: Stage, { subgraph, table, run }: EditOf, look: () => Promise<unknown>): Promise<void> {
  const { world } = stage;
  await world.hub().stop("SIGTERM");
  world.disk.free();
  const database = await world.byHand(subgraph, table);
  must((await run(database)) > 0, "the edit to change a row", table);
  await look();
  await database.putBack();
  await startAgain(stage);
}
