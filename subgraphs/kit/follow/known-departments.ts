/**
 * The departments that a follower follows, in its own database: every process that runs on it, now or later, knows the same, whichever of
 * them was told.
 */
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { defineTable } from "../database/define-table.ts";
import type { Database } from "../database/open.ts";
import type { Replicas } from "../replicas/replicas.ts";
import type { ListedDepartment, TakeDepartments } from "../server/department-list.ts";

interface ListRow {
  readonly id: number;
  /** Of the registry, when the list was told. */
  readonly revision: number;
  readonly digest: string;
  readonly departments: readonly ListedDepartment[];
}

export const departmentListTable = defineTable<ListRow>("followed_departments", {
  columns: {
    id: { kind: "integer", key: true },
    revision: { kind: "bigInteger", required: true },
    digest: { kind: "code", required: true },
    departments: { kind: "json", required: true },
  },
});

export interface KnownDepartments {
  readonly digest: string;
  readonly departments: readonly ListedDepartment[];
}

/** Undefined where nobody has told it yet. */
export async function findKnownDepartments({
  reader,
}: Pick<Database, "reader">): Promise<KnownDepartments | undefined> {
  return (await reader.findOneBy(departmentListTable.entity, { id: 1 })) ?? undefined;
}

/** An older list than the one that is known is told by a gateway that is behind, and changes nothing. */
async function keep({ transaction }: Database, listed: readonly ListedDepartment[]): Promise<void> {
  const departments = listed.map(({ revision: _, ...department }) => department);
  const row = { id: 1, revision: listed[0]?.revision ?? 0, digest: digestOf(departments), departments };
  await transaction(async (manager) => {
    // Nobody else keeps another until the transaction ends.
    await manager.increment(departmentListTable.entity, { id: 1 }, "revision", 0);
    const known = await manager.findOneBy(departmentListTable.entity, { id: 1 });
    if (known && (known.revision > row.revision || (known.digest === row.digest && known.revision === row.revision)))
      return;
    await manager.delete(departmentListTable.entity, { id: 1 });
    await manager.insert(departmentListTable.entity, row);
  });
}

function digestOf(departments: readonly ListedDepartment[]): string {
  return createHash("sha256").update(JSON.stringify(departments)).digest("base64url");
}

interface Watching {
  readonly database: Database;
  readonly replicas: Pick<Replicas, "speak" | "untilAllKnow">;
  /** Of the list that is followed already. */
  readonly digest: string;
  /** Follows these from now on; gives the SDL that says so. */
  readonly follow: (departments: readonly ListedDepartment[]) => string;
  readonly onFailure: (error: unknown) => void;
}

export interface WatchedDepartments {
  /** Resolves when every process that runs on the database follows them, or takes too long to. */
  readonly take: TakeDepartments;
  close(): Promise<void>;
}

/** How often it is looked whether another process was told, in milliseconds. */
const intervalMs = 500;

export function watchDepartments({ database, replicas, follow, onFailure, ...known }: Watching): WatchedDepartments {
  let { digest } = known;
  const ending = new AbortController();
  const followOnce = async (found: KnownDepartments) => {
    digest = found.digest;
    await replicas.speak({ sdl: follow(found.departments), known: digest });
  };
  const look = async () => {
    const [row]: readonly { readonly digest: string }[] = await database.reader.query(
      "SELECT digest FROM followed_departments WHERE id = 1",
    );
    if (row === undefined || row.digest === digest) return;
    const found = await findKnownDepartments(database);
    if (found && found.digest !== digest) await followOnce(found);
  };
  const watching = (async () => {
    while (!ending.signal.aborted) {
      await sleep(intervalMs, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
      if (!ending.signal.aborted) await look().catch(onFailure);
    }
  })();
  return {
    async take(listed) {
      try {
        await keep(database, listed);
        await look();
        await replicas.untilAllKnow(digest);
      } catch (error) {
        onFailure(error);
        // What cannot be kept for the others is followed here all the same.
        const told = digestOf(listed);
        if (told !== digest) await followOnce({ digest: told, departments: listed });
      }
    },
    async close() {
      ending.abort();
      await watching;
    },
  };
}
