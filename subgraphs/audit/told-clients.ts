/** Which clients use what the departments publish, where a gateway elsewhere counts them: as it said last with the list of departments. */
import type { ListedDepartment } from "#kit/server/department-list.ts";
import type { ClientsOf } from "./office.ts";

export interface ToldClients {
  readonly of: ClientsOf;
  take(listed: readonly ListedDepartment[]): void;
}

export function createToldClients(): ToldClients {
  let told = new Map<string, readonly string[] | null | undefined>();
  return {
    take(listed) {
      told = new Map(listed.map(({ name, clients }) => [name, clients]));
    },
    async of(departments) {
      const known = departments.flatMap((department) => told.get(department) ?? []);
      // Of one department nothing is known: then nobody can say that these are all.
      if (departments.some((department) => !told.get(department))) return null;
      return [...new Set(known)].sort();
    },
  };
}
