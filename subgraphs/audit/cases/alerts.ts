/** Raises an alert where something changed that was settled, once for each content, whatever stops in between. */

import { lastRevision } from "#kit/follow/history.ts";
import { encodeGlobalId } from "#kit/records/global-id.ts";
import { pairsOf } from "../analysis/pairs.ts";
import { readChangedSince } from "../collection/versions.ts";
import type { View } from "../collection/view.ts";
import type { Office } from "../office.ts";
import { type MeasureVersionRow, stateTable } from "../tables/tables.ts";
import { machine, type NewEvent } from "../trail/event.ts";
import { type AlertReason, type Decision, isSettled } from "./case.ts";
import { eventOf } from "./events.ts";
import type { Cases } from "./fold.ts";

export async function raiseAlerts(office: Office): Promise<void> {
  const { trail, cases, collection, database } = office;
  const seen = await database.reader.findOneByOrFail(stateTable.entity, { id: 1 });
  if (seen.alertedRevision >= seen.revision) return;
  // What measures are like takes long to find, and touches nobody where nothing is settled.
  const view = settledIn(await cases.current()).length > 0 ? await collection.current() : undefined;
  const isDone = await trail.change(async (manager) => {
    const { alertedRevision, revision } = await manager.findOneByOrFail(stateTable.entity, { id: 1 });
    const settled = settledIn(await cases.current(manager));
    // The first was settled in between.
    if (settled.length > 0 && view === undefined) return { events: [], result: false };
    const rows = settled.length > 0 ? await readChangedSince(manager, alertedRevision, revision) : [];
    await manager.update(stateTable.entity, { id: 1 }, { alertedRevision: revision });
    const events = view === undefined ? [] : latest(rows).flatMap((row) => alertsOf(row, settled, view));
    return { events, result: true };
  });
  if (!isDone) await raiseAlerts(office);
}

function settledIn({ decisions }: Cases): readonly Decision[] {
  return [...decisions.values()].filter(isSettled);
}

/** The last version of each measure among those that changed. */
function latest(rows: readonly MeasureVersionRow[]): readonly MeasureVersionRow[] {
  const byMeasure = new Map(
    rows.toSorted((a, b) => a.versionId - b.versionId).map((row) => [encodeGlobalId(row), row]),
  );
  return [...byMeasure.values()];
}

function alertsOf(row: MeasureVersionRow, settled: readonly Decision[], view: View): readonly NewEvent[] {
  const id = encodeGlobalId(row);
  const isGone = row.toRevision !== lastRevision || row.contract.lifecycle === "ENDED";
  const like = new Set(isGone ? [] : pairsOf(view, { id }).flatMap(({ a, b }) => [a.id, b.id]));
  return settled.flatMap((decision) => {
    const reason = reasonOf(decision, { id, digest: row.digest, isGone, like });
    if (reason === undefined || isKnown(decision, id, reason, row.digest)) return [];
    return [eventOf("ALERT_RAISED", machine, { decision: decision.id, reason, measure: id, digest: row.digest })];
  });
}

interface Changed {
  readonly id: string;
  readonly digest: string;
  readonly isGone: boolean;
  /** What it is like now. */
  readonly like: ReadonlySet<string>;
}

function reasonOf({ measures, findingKind, verdict }: Decision, changed: Changed): AlertReason | undefined {
  const decided = measures.find(({ id }) => id === changed.id);
  if (decided) {
    if (changed.isGone) return "GONE";
    return decided.digest === changed.digest ? undefined : "CHANGED";
  }
  const isCluster = (findingKind === "OVERLAP" || findingKind === "FAMILY") && verdict === "CONFIRMED";
  return isCluster && measures.some(({ id }) => changed.like.has(id)) ? "JOINED" : undefined;
}

/** A measure joins once, whatever becomes of it later. */
function isKnown({ alerts }: Decision, measure: string, reason: AlertReason, digest: string): boolean {
  return alerts.some(
    (alert) => alert.measure === measure && alert.reason === reason && (reason === "JOINED" || alert.digest === digest),
  );
}
