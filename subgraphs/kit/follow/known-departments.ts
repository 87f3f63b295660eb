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
  /** By the registry's clock, when the list was told; 0 where nobody said. */
  readonly readAt: number;
  readonly digest: string;
  readonly departments: readonly ListedDepartment[];
}

export const departmentListTable = defineTable<ListRow>("followed_departments", {
  columns: {
    id: { kind: "integer", key: true },
    readAt: { kind: "bigInteger", required: true },
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

/** A list that was read before the one that is known is told by a gateway that is behind, and changes nothing. None at all has no time. */
async function keep({ transaction }: Database, { digest, departments, readAt }: ToldDepartments): Promise<void> {
  await transaction(async (manager) => {
    // Nobody else keeps another until the transaction ends.
    await manager.increment(departmentListTable.entity, { id: 1 }, "readAt", 0);
    const known = await manager.findOneBy(departmentListTable.entity, { id: 1 });
    const isOlder = known && readAt !== undefined && readAt < known.readAt;
    if (isOlder || known?.digest === digest) return;
    await manager.delete(departmentListTable.entity, { id: 1 });
    await manager.insert(departmentListTable.entity, {
      id: 1,
      readAt: readAt ?? known?.readAt ?? 0,
      digest,
      departments,
    });
  });
}

interface ToldDepartments extends KnownDepartments {
  readonly readAt: number | undefined;
}

function asTold(listed: readonly ListedDepartment[]): ToldDepartments {
  const departments = listed.map(({ readAt: _, ...department }) => department);
  const digest = createHash("sha256").update(JSON.stringify(departments)).digest("base64url");
  return { digest, departments, readAt: listed.length === 0 ? undefined : (listed[0]?.readAt ?? 0) };
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
      const told = asTold(listed);
      try {
        await keep(database, told);
        await look();
        await replicas.untilAllKnow(digest);
      } catch (error) {
        onFailure(error);
        // What cannot be kept for the others is followed here all the same.
        if (told.digest !== digest) await followOnce(told);
      }
    },
    async close() {
      ending.abort();
      await watching;
    },
  };
}
