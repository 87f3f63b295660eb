/** Who uses the schema, from the database in which the hub keeps it. */
import { readSettings } from "#kit/settings.ts";
import type { ReadUse } from "../../registry/check/changes/judge-changes.ts";
import { firstUse, usageOf } from "../../telemetry/usage/read.ts";
import { openUsageDatabase } from "../../telemetry/usage/usage.ts";

export interface KnownUsage {
  /** Undefined where nothing was ever counted: that nobody is known to use a field would say nothing then. */
  readonly readUse: ReadUse | undefined;
  /** RFC 3339; undefined likewise. */
  readonly since: string | undefined;
  close(): Promise<void>;
}

/** @throws HubError when the database cannot be opened */
export async function openUsage(): Promise<KnownUsage> {
  const database = await openUsageDatabase(readSettings());
  const since = await firstUse(database);
  return {
    since,
    readUse: since === undefined ? undefined : (coordinate, from) => usageOf(database, coordinate, from),
    close: () => database.close(),
  };
}
