/** Which measures and cases a question is about: those of a kept snapshot, of a moment, or of now. */
import { errors } from "#kit/errors.ts";
import { findSnapshot } from "../collection/snapshots.ts";
import type { Office } from "../office.ts";
import type { Look } from "./shown.ts";

export interface When {
  readonly snapshot?: string | null;
  readonly asOf?: string | null;
}

/** @throws HubError AUDIT_SNAPSHOT_UNKNOWN */
export async function lookAt(office: Office, { snapshot, asOf }: When): Promise<Look> {
  const cases = await (asOf ? office.cases.asOf(asOf) : office.cases.current());
  if (!snapshot) {
    const view = await (asOf ? office.collection.asOf(asOf) : office.collection.current());
    return { office, view, cases };
  }
  const row = await findSnapshot(office.database.reader, snapshot);
  if (row === null) throw errors.auditSnapshotUnknown();
  return { office, view: await office.collection.ofSnapshot(row), cases };
}
