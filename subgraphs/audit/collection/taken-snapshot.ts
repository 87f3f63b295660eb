/** What an event of the trail says of a snapshot that was taken, beside what the database holds of it. */
import { errors } from "#kit/errors.ts";
import type { SnapshotRow } from "../tables/tables.ts";
import { contentsOf } from "./held-version.ts";
import type { Fit } from "./models.ts";
import type { View } from "./view.ts";

export type SnapshotTaken = {
  readonly snapshot: string;
  readonly measures: number;
  /** When what it shows held. Absent, with what follows, in events from before the trail reached down to contents. */
  readonly at?: string;
  /** Version of the model. */
  readonly model?: string;
  /** Digest of the versions that it holds. */
  readonly contents?: string;
  /** Digest of the versions that its model was fitted on. */
  readonly modelContents?: string;
};

export interface TakenSnapshot extends SnapshotTaken {
  readonly takenAt: string;
  readonly takenBy: string;
}

/** By what is kept of it, without its measures. @throws HubError AUDIT_SNAPSHOT_ALTERED */
export function assertAsTaken(row: SnapshotRow, taken: TakenSnapshot): void {
  const { id, at, takenBy, versionIds } = row;
  const isSame = versionIds.length === taken.measures && takenBy === taken.takenBy && at === (taken.at ?? at);
  if (!isSame) throw errors.auditSnapshotAltered(id);
}

interface Kept {
  readonly row: SnapshotRow;
  readonly taken: TakenSnapshot;
}

/** By its measures, whose contents are what their digests say: they and their model are those that were taken. */
export function isAsTaken(view: View, fit: Fit, { row, taken }: Kept): boolean {
  if (view.id !== row.id || view.measures.size !== row.versionIds.length) return false;
  if (taken.contents !== undefined && taken.contents !== contentsOf(view.measures.values())) return false;
  return taken.modelContents === undefined || taken.modelContents === fit.contents;
}
