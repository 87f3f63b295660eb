/** Checks ahead that are kept (重複確認書): what was asked and answered, never read anew; its digest is in the trail. */
import { randomUUID } from "node:crypto";
import { errors } from "#kit/errors.ts";
import { fiscalYearOf } from "#kit/values/fiscal-year.ts";
import { eventOf } from "../cases/events.ts";
import { todayInJapan } from "../cases/follow-up.ts";
import { keepSnapshot } from "../collection/snapshots.ts";
import type { View } from "../collection/view.ts";
import type { Office } from "../office.ts";
import type { AuditContext } from "../resolvers/context.ts";
import { type SavedCheckContent, type SavedCheckRow, savedCheckTable } from "../tables/tables.ts";
import { canonicalJson, type JsonObject } from "../trail/canonical-json.ts";
import { type Actor, hashOf } from "../trail/event.ts";

export interface ProvenCheck {
  readonly row: SavedCheckRow;
  /** What it holds. @throws HubError AUDIT_CHECK_ALTERED where it is not what was saved */
  proven(): SavedCheckContent;
}

interface Saving extends Pick<SavedCheckContent, "planned" | "answer"> {
  readonly by: Actor;
}

/** Gives its id. The snapshot that was compared with is kept with it. */
export function saveCheck(office: Office, view: View, { by, planned, answer }: Saving): Promise<string> {
  const wasPreliminary = office.isPreliminary();
  return office.trail.change(async (manager) => {
    const savedAt = new Date();
    const fiscalYear = fiscalYearOf(todayInJapan(savedAt));
    const last = await manager.maximum(savedCheckTable.entity, "number", { fiscalYear });
    const row: SavedCheckRow = {
      id: randomUUID(),
      fiscalYear,
      number: (last ?? 0) + 1,
      savedAt: savedAt.toISOString(),
      savedBy: by.subject ?? "",
      department: by.department,
      title: planned.contract.name.ja,
      snapshot: view.id,
      // As it is read again.
      content: JSON.parse(JSON.stringify({ planned, answer, wasPreliminary })),
    };
    const taken = await keepSnapshot(office, manager, { view, by });
    await manager.insert(savedCheckTable.entity, row);
    const { id, number, snapshot } = row;
    const saved = eventOf("CHECK_SAVED", by, { check: id, fiscalYear, number, snapshot, digest: digestOf(row) });
    return { events: [...taken, saved], result: id };
  });
}

function digestOf(row: SavedCheckRow): string {
  // What was read from the database is JSON.
  return hashOf(canonicalJson({ ...row } as unknown as JsonObject));
}

/** The department that asked, and auditors. */
function maySee(department: string | null, { isAuditor, by }: AuditContext): boolean {
  return isAuditor || (department !== null && department === by.department);
}

/** Undefined also for one that is not the caller's to see. @throws HubError AUDIT_CHECK_ALTERED where its row is gone */
export async function findSavedCheck(
  { database, cases }: Office,
  id: string,
  context: AuditContext,
): Promise<ProvenCheck | undefined> {
  const row = await database.reader.findOneBy(savedCheckTable.entity, { id });
  // A row and its event are written together, so that whoever sees the row finds the event.
  const saved = (await cases.current()).checks.get(id);
  const department = saved?.department ?? row?.department ?? null;
  if ((row === null && saved === undefined) || !maySee(department, context)) return undefined;
  if (row === null) throw errors.auditCheckAltered(id);
  return provenBy(row, saved?.digest);
}

function provenBy(row: SavedCheckRow, digest: string | undefined): ProvenCheck {
  return {
    row,
    proven() {
      if (digestOf(row) !== digest) throw errors.auditCheckAltered(row.id);
      return row.content;
    },
  };
}

/** The latest first, those that the caller may see. */
export async function listSavedChecks(
  { database, cases }: Office,
  [start, end]: readonly [number, number],
  { isAuditor, by }: AuditContext,
): Promise<readonly ProvenCheck[]> {
  if (!isAuditor && by.department === null) return [];
  const rows = await database.reader.find(savedCheckTable.entity, {
    ...(isAuditor ? {} : { where: { department: by.department ?? "" } }),
    order: { savedAt: "DESC", id: "ASC" },
    skip: start,
    take: end - start,
  });
  const { checks } = await cases.current();
  return rows.map((row) => provenBy(row, checks.get(row.id)?.digest));
}
