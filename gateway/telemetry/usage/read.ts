/** Who uses a part of the schema: what the registry asks before it lets a department change it. */
import type { Database } from "#kit/database/open.ts";
import { dayOf } from "./store.ts";

export interface CoordinateUse {
  /** Undefined where the client did not say. */
  readonly client: string | undefined;
  readonly version: string | undefined;
  /** Whether trusted documents or callers with a token asked it, or it is not known since when it was counted nobody told. */
  readonly isProven: boolean;
  /** The same for all that ask for the same. */
  readonly operationHash: string;
  /** Of what is proven alone. */
  readonly operationName: string | undefined;
  /** Its normal form: without names, aliases and literals; empty for operations that are counted together. */
  readonly operationText: string;
  /** Requests since the day asked for. */
  readonly uses: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
}

interface Found {
  readonly client: string;
  readonly version: string;
  readonly hash: string;
  readonly name: string | null;
  readonly text: string;
  readonly proven: number | null;
  readonly uses: number | string;
  readonly first_seen: string;
  readonly last_seen: string;
}

/**
 * Whole UTC days from the one of `since` on, the most used first. Where input fields come in variables, an operation
 * counts as using what any of its requests used.
 */
export async function usageOf(
  { reader }: Database,
  coordinate: string,
  since: Date,
): Promise<readonly CoordinateUse[]> {
  const day = dayOf(since.toISOString());
  const found: readonly Found[] = await reader.query(
    `SELECT used.client, used.version, operation.hash, operation.name, operation.text, operation.proven,
       SUM(used.uses) AS uses, MIN(used.first_seen) AS first_seen, MAX(used.last_seen) AS last_seen
     FROM usage_coordinate AS part
     JOIN usage_count AS used ON used.hash = part.hash
     JOIN usage_operation AS operation ON operation.hash = part.hash
     WHERE part.coordinate = ? AND part.last_day >= ? AND used.day >= ?
     GROUP BY used.client, used.version, operation.hash, operation.name, operation.text, operation.proven
     ORDER BY uses DESC, operation.hash, used.client, used.version`,
    [coordinate, day, day],
  );
  return found.map((row) => ({
    client: row.client || undefined,
    version: row.version || undefined,
    isProven: row.proven !== 0,
    operationHash: row.hash,
    operationName: row.name ?? undefined,
    operationText: row.text,
    uses: Number(row.uses),
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
  }));
}

/** When counting began, RFC 3339; undefined where nothing is counted. */
export async function firstUse({ reader }: Database): Promise<string | undefined> {
  const [found]: readonly { readonly since: string | null }[] = await reader.query(
    "SELECT MIN(first_seen) AS since FROM usage_count",
  );
  return found?.since ?? undefined;
}

export interface UsedCoordinates {
  readonly proven: ReadonlySet<string>;
  /** By callers that prove nothing; some of them are among the others, too. */
  readonly unproven: ReadonlySet<string>;
}

/** Every coordinate that was used since, on whole UTC days. */
export async function usedCoordinates({ reader }: Database, since: Date): Promise<UsedCoordinates> {
  const found: readonly { readonly coordinate: string; readonly proven: number | null }[] = await reader.query(
    `SELECT DISTINCT part.coordinate, operation.proven FROM usage_coordinate AS part
     JOIN usage_operation AS operation ON operation.hash = part.hash WHERE part.last_day >= ?`,
    [dayOf(since.toISOString())],
  );
  const [unproven, proven] = [true, false].map((is) => found.filter((each) => (each.proven === 0) === is));
  const names = (rows: typeof found = []) => new Set(rows.map(({ coordinate }) => coordinate));
  return { proven: names(proven), unproven: names(unproven) };
}
