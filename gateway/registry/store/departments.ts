/** The departments that may publish: let in once, by the hub's operator. */
import type { EntityManager } from "typeorm";
import type { IdempotentRequest } from "#kit/changes/idempotent-request.ts";
import { runOnce } from "#kit/changes/run-once.ts";
import type { Database } from "#kit/database/open.ts";
import type { Bilingual } from "#kit/errors.ts";
import type { Role } from "#kit/identity/identity.ts";
import { type DepartmentRow, departmentTable, stateTable } from "./tables.ts";
import { takeTurn } from "./versions.ts";

export interface Admission {
  readonly name: string;
  readonly title: Bilingual;
  readonly audiences: readonly Role[];
  readonly author: string;
}

/** Admitted again, it has a new title and other audiences; sent again by its key, it is what the first time made of it. */
export async function admitDepartment(
  database: Database,
  admission: Admission,
  request?: IdempotentRequest,
): Promise<DepartmentRow> {
  return database.transaction(async (manager) => {
    await takeTurn(manager);
    return runOnce(manager, request, async () => {
      await manager.increment(stateTable.entity, { id: 1 }, "revision", 1);
      const row = { ...admission, at: new Date().toISOString() };
      await manager.delete(departmentTable.entity, { name: admission.name });
      await manager.insert(departmentTable.entity, row);
      return row;
    });
  });
}

export function isAdmitted(manager: EntityManager, name: string): Promise<boolean> {
  return manager.existsBy(departmentTable.entity, { name });
}

export function listDepartments(manager: EntityManager): Promise<readonly DepartmentRow[]> {
  return manager.find(departmentTable.entity, { order: { name: "ASC" } });
}
