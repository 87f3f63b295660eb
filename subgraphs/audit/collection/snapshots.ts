/** Snapshots: sets of measures that are kept by naming their versions, which are never thrown away. */
import { type EntityManager, In } from "typeorm";
import { yearsOf } from "../analysis/coverage.ts";
import { type SnapshotRow, type SnapshotScope, snapshotTable } from "../tables/tables.ts";
import type { View } from "./view.ts";
import { createView } from "./view.ts";

export function findSnapshot(manager: EntityManager, id: string): Promise<SnapshotRow | null> {
  return manager.findOneBy(snapshotTable.entity, { id });
}

/** In the order of their ids as they are given. */
export async function findSnapshots(manager: EntityManager, ids: readonly string[]): Promise<readonly SnapshotRow[]> {
  const rows = ids.length === 0 ? [] : await manager.find(snapshotTable.entity, { where: { id: In([...ids]) } });
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** False where it is kept already. Call it inside a change. */
export async function keepSnapshot(manager: EntityManager, view: View, takenBy: string): Promise<boolean> {
  if ((await findSnapshot(manager, view.id)) !== null) return false;
  await manager.insert(snapshotTable.entity, {
    id: view.id,
    at: view.at,
    takenBy,
    modelRevision: view.modelRevision,
    scope: view.scope,
    versionIds: [...view.measures.values()].map(({ versionId }) => versionId),
  });
  return true;
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
