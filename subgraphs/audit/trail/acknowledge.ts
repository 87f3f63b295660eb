/** What a person says of a database that is older than its witness, or of a key that is no longer there: an event, so that it is never done in silence. */
import type { EntityManager } from "typeorm";
import { errors } from "#kit/errors.ts";
import { type Checkpoint, readStatement } from "./checkpoint.ts";
import { type Actor, hashOf } from "./event.ts";
import type { KeyHolder } from "./signing-key.ts";
import { type AcknowledgedRestore, isLostIn, keyKind, readAcknowledged, restoreKind } from "./standing.ts";
import { eventTable } from "./tables.ts";
import type { Trail } from "./trail.ts";

/** Whoever has the hub's machine. */
const operator: Actor = { subject: null, role: "operator", department: null };

/** Of the witness, by the statements in it that the trail contradicts. @throws HubError AUDIT_NOTHING_LOST */
export function acknowledgeRestore(
  trail: Trail,
  witnessed: readonly string[],
  reason: string,
): Promise<AcknowledgedRestore> {
  return trail.change(
    async (manager) => {
      const lost = await findLost(manager, witnessed);
      if (lost.length === 0) throw errors.auditNothingLost();
      const result = {
        after: await trail.size(manager),
        upTo: Math.max(...lost.map(({ size }) => size)),
        lost: lost.map(({ size, head }): [number, string] => [size, head]),
      };
      return { events: [{ kind: restoreKind, by: operator, body: { reason, ...result } }], result };
    },
    undefined,
    ["BEHIND", "FORKED"],
  );
}

async function findLost(manager: EntityManager, witnessed: readonly string[]): Promise<readonly Checkpoint[]> {
  const rows = await manager.find(eventTable.entity, { order: { sequence: "ASC" } });
  const hashes = new Map(rows.map(({ sequence, event }) => [sequence, hashOf(event)]));
  const acknowledged = await readAcknowledged(manager);
  const statements = [...new Set(witnessed)].flatMap((line) => readStatement(line) ?? []);
  const isLost = (checkpoint: Checkpoint) =>
    hashes.get(checkpoint.size) !== checkpoint.last && !acknowledged.some((each) => isLostIn(each, checkpoint));
  return statements.map(({ checkpoint }) => checkpoint).filter(isLost);
}

/** Makes a key where there is none, and signs in the one that there is: its id. @throws HubError AUDIT_KEY_HELD */
export function addSigningKey(trail: Trail, keys: KeyHolder, reason: string): Promise<string> {
  return trail.change(
    async (manager) => {
      const { obstacles } = await trail.standing(manager);
      if (!obstacles.some(({ kind }) => kind === "KEY_MISSING" || kind === "KEY_UNKNOWN")) throw errors.auditKeyHeld();
      const { id, publicKey } = keys.create();
      const spki = publicKey.export({ type: "spki", format: "der" }).toString("base64");
      return { events: [{ kind: keyKind, by: operator, body: { key: id, publicKey: spki, reason } }], result: id };
    },
    undefined,
    // Whoever lost the whole machine has to do both, and can do nothing without a key.
    ["KEY_MISSING", "KEY_UNKNOWN", "BEHIND", "FORKED"],
  );
}
