/** Snapshots: sets of measures that are kept by naming their versions, which are never thrown away. */
import { type EntityManager, In } from "typeorm";
import { errors } from "#kit/errors.ts";
import { yearsOf } from "../analysis/coverage.ts";
import { eventOf } from "../cases/events.ts";
import type { Office } from "../office.ts";
import { type SnapshotRow, type SnapshotScope, snapshotTable } from "../tables/tables.ts";
import type { Actor, NewEvent } from "../trail/event.ts";
import { contentsOf } from "./held-version.ts";
import { assertAsTaken, type TakenSnapshot } from "./taken-snapshot.ts";
import type { View } from "./view.ts";
import { createView } from "./view.ts";

export function isSnapshotKept(manager: EntityManager, id: string): Promise<boolean> {
  return manager.existsBy(snapshotTable.entity, { id });
}

/** What is kept of it, as it was taken. */
export interface ProvenSnapshot {
  readonly row: SnapshotRow;
  readonly taken: TakenSnapshot;
}

/** In the order of their ids as they are given. @throws HubError AUDIT_SNAPSHOT_ALTERED where one is not as it was taken, or gone */
export async function readSnapshots(
  { database, cases }: Office,
  ids: readonly string[],
): Promise<readonly ProvenSnapshot[]> {
  const rows = await findRows(database.reader, ids);
  // A row and its event are written together, so that whoever sees the row finds the event.
  const { snapshots } = await cases.current();
  const isUnseen = ids.some((id) => snapshots.has(id) && !rows.has(id));
  const found = isUnseen ? await findRows(database.reader, ids) : rows;
  return ids.flatMap((id) => {
    const [row, taken] = [found.get(id), snapshots.get(id)];
    if (row === undefined && taken === undefined) return [];
    if (row === undefined || taken === undefined) throw errors.auditSnapshotAltered(id);
    assertAsTaken(row, taken);
    return [{ row, taken }];
  });
}

async function findRows(manager: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, SnapshotRow>> {
  const rows = ids.length === 0 ? [] : await manager.find(snapshotTable.entity, { where: { id: In([...ids]) } });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Keeps it, unless it is kept already; gives what is to be said of it in the trail. Call it inside a change. */
export async function keepSnapshot(
  { collection }: Office,
  manager: EntityManager,
  { view, by }: { readonly view: View; readonly by: Actor },
): Promise<readonly NewEvent[]> {
  if (await isSnapshotKept(manager, view.id)) return [];
  const { id, at, modelRevision, scope, model } = view;
  const measures = [...view.measures.values()];
  const versionIds = measures.map(({ versionId }) => versionId);
  await manager.insert(snapshotTable.entity, { id, at, takenBy: by.subject ?? "", modelRevision, scope, versionIds });
  const { contents: modelContents } = await collection.fitOf(view);
  const contents = contentsOf(measures);
  const body = { snapshot: id, measures: measures.length, at, model: model.version, contents, modelContents };
  return [eventOf("SNAPSHOT_TAKEN", by, body)];
}

/** The same under the same model, narrowed. */
export function narrowed(view: View, scope: SnapshotScope): View {
  const { departments, fiscalYear } = scope;
  if (!departments && !fiscalYear) return view;
  const measures = [...view.measures.values()].filter(
    ({ department, contract }) =>
      (!departments || departments.includes(department)) &&
      (!fiscalYear || yearsOf(contract).includes(String(fiscalYear))),
  );
  const { model, modelRevision } = view;
  return createView({
    measures,
    model,
    modelRevision,
    scope: { departments: departments ?? null, fiscalYear: fiscalYear ?? null },
  });
}
