/** The check ahead, without the hub: what the audit knows that is like a measure before it is saved. */
import { errors } from "#kit/errors.ts";
import type { Settings } from "#kit/settings.ts";
import { type Planned, type PreviewedOverlap, previewOf } from "./analysis/preview.ts";
import { createCollection } from "./collection/collection.ts";
import { openAuditDatabase } from "./database.ts";

export type { PreviewedOverlap };

export interface CheckAhead {
  /** Hash of the measures that are compared with. */
  readonly snapshot: string;
  alike(planned: Planned, top: number): readonly PreviewedOverlap[];
}

/** As the audit stands now. @throws HubError AUDIT_EMPTY where it was told of no measure yet */
export async function readCheckAhead(settings: Settings): Promise<CheckAhead> {
  const database = await openAuditDatabase(settings);
  try {
    const view = await createCollection(database).current();
    if (view.measures.size === 0) throw errors.auditEmpty();
    return { snapshot: view.id, alike: (planned, top) => previewOf(view, planned, top) };
  } finally {
    await database.close();
  }
}
