/** What is known of the registry's tokens at a place, before it is replaced. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Place } from "#kit/backup/place.ts";
import type { PortableTable, Row } from "#kit/backup/portable-table.ts";
import type { Settings } from "#kit/settings.ts";

export const registryName = "registry";
export const tokenTableName = "registry_token";

export interface KnownToken {
  readonly revokedAt: string | null;
  readonly expiresAt: string;
}

export type KnownTokens = ReadonlyMap<string, KnownToken>;

export type Target = Pick<Settings, "dataFolder" | "databaseUrl">;

/**
 * Read on a thread of its own: what SQLite has read in this one it holds until the memory is tidied up, though it was closed,
 * and a file that is held cannot be replaced.
 */
export async function readKnownTokensApart({ dataFolder, databaseUrl }: Target): Promise<KnownTokens> {
  const workerData: Target = { dataFolder, databaseUrl };
  const worker = new Worker(new URL("./known-tokens-worker.ts", import.meta.url), { workerData });
  try {
    const [known]: KnownTokens[] = await once(worker, "message");
    return known ?? new Map();
  } finally {
    await worker.terminate();
  }
}

/** Of a registry that is there. */
export async function readKnownTokens(place: Place): Promise<KnownTokens> {
  const snapshot = await place.snapshot(registryName);
  try {
    const described = snapshot.tables.find(({ name }) => name === tokenTableName);
    const known = new Map<string, KnownToken>();
    if (!described) return known;
    const textOf = createTextReader(described);
    for await (const row of snapshot.rows(described)) {
      const revokedAt = textOf(row, "revoked_at");
      known.set(textOf(row, "id"), {
        revokedAt: revokedAt === "" ? null : revokedAt,
        expiresAt: textOf(row, "expires_at"),
      });
    }
    return known;
  } finally {
    await snapshot.close();
  }
}

/** Empty for what a row does not have. */
export function createTextReader({ columns }: PortableTable): (row: Row, column: string) => string {
  const places = new Map(columns.map(({ name }, index) => [name, index]));
  return (row, column) => String(row[places.get(column) ?? -1] ?? "");
}
