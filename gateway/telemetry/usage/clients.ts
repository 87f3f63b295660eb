/** Which clients use what a department publishes: told to the audit, which asks whom a change would touch. */
import { departmentNames } from "#kit/contract/department-sdl.ts";
import type { Database } from "#kit/database/open.ts";
import type { Config } from "../../config.ts";
import { firstUse } from "./read.ts";
import { dayOf } from "./store.ts";
import { openUsageDatabase } from "./usage.ts";

export interface Clients {
  /** Sorted names of those that prove who they are; `unknown` stands for all others. Null where nothing was ever counted. */
  of(departments: readonly string[]): Promise<readonly string[] | null>;
  close(): Promise<void>;
}

type ClientSettings = Pick<Config, "dataFolder" | "databaseUrl" | "usageDays">;

const day = 24 * 60 * 60 * 1000;

/** The database is opened when somebody first asks. */
export function createClients(settings: ClientSettings): Clients {
  let opened: Promise<Database> | undefined;
  return {
    async of(departments) {
      if (settings.usageDays === 0) return null;
      opened ??= openUsageDatabase(settings).catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
      const database = await opened;
      if ((await firstUse(database)) === undefined) return null;
      const since = dayOf(new Date(Date.now() - settings.usageDays * day).toISOString());
      const found = await Promise.all(departments.map((department) => clientsIn(database, department, since)));
      return [...new Set(found.flat())].map((client) => client || "unknown").sort();
    },
    close: async () => (await opened?.catch(() => undefined))?.close(),
  };
}

/** A department's types and root fields begin with its name. */
async function clientsIn({ reader }: Database, department: string, since: string): Promise<readonly string[]> {
  const { prefix, field } = departmentNames(department, "");
  const found: readonly { readonly client: string; readonly proven: number | null }[] = await reader.query(
    `SELECT DISTINCT used.client, operation.proven FROM usage_coordinate AS part
     JOIN usage_count AS used ON used.hash = part.hash
     JOIN usage_operation AS operation ON operation.hash = part.hash
     WHERE (part.coordinate LIKE ? OR part.coordinate LIKE ?) AND part.last_day >= ? AND used.day >= ?`,
    [`${prefix}%`, `Query.${field}%`, since, since],
  );
  // A name that anybody can give is nobody whom an auditor could ask.
  return found.map(({ client, proven }) => (proven === 0 ? "" : client));
}
