/** Opens the trail of an audit's database, with the key and the folder that the settings name. */
import type { Database } from "#kit/database/open.ts";
import type { Settings } from "#kit/settings.ts";
import { checkpointFolder } from "../database.ts";
import { holdSigningKey, type KeyHolder } from "./signing-key.ts";
import { createTrail, type Trail } from "./trail.ts";
import { createWitness } from "./witness.ts";

export interface OpenTrail {
  readonly trail: Trail;
  readonly keys: KeyHolder;
  /** Where the checkpoints lie outside. */
  readonly folder: string;
}

/** A key is made at the first start, and never in the place of one that is lost. @throws HubError AUDIT_KEY_UNUSABLE */
export async function openTrail(
  database: Database,
  settings: Pick<Settings, "dataFolder" | "auditCheckpoints">,
): Promise<OpenTrail> {
  const keys = holdSigningKey(settings.dataFolder);
  const folder = checkpointFolder(settings);
  const trail = createTrail(database, { keys, witness: createWitness(folder) });
  const { obstacles, key } = await trail.standing();
  if (key === undefined && obstacles.length === 0) keys.create();
  return { trail, keys, folder };
}
