/** Which measures and cases a question is about: those of a kept snapshot, of a moment, or of now. */
import { errors } from "#kit/errors.ts";
import { prepareFindings } from "../analysis/findings.ts";
import { readSnapshots } from "../collection/snapshots.ts";
import type { View } from "../collection/view.ts";
import type { Office } from "../office.ts";
import type { Look } from "./shown.ts";

export interface When {
  readonly snapshot?: string | null;
  readonly asOf?: string | null;
}

/** @throws HubError AUDIT_SNAPSHOT_UNKNOWN, AUDIT_SNAPSHOT_ALTERED or AUDIT_MEASURE_ALTERED */
export async function lookAt(office: Office, when: When): Promise<Look> {
  const cases = await (when.asOf ? office.cases.asOf(when.asOf) : office.cases.current());
  const view = await viewAt(office, when);
  await prepareFindings(view);
  return { office, view, cases };
}

async function viewAt(office: Office, { snapshot, asOf }: When): Promise<View> {
  const { collection } = office;
  if (!snapshot) return asOf ? collection.asOf(asOf) : collection.current();
  const [found] = await readSnapshots(office, [snapshot]);
  if (found === undefined) throw errors.auditSnapshotUnknown();
  return collection.ofSnapshot(found.row, found.taken);
}
