/** The departments that may publish: let in once, by the hub's operator. */
import type { EntityManager } from "typeorm";
import type { Database } from "#kit/database/open.ts";
import type { Bilingual } from "#kit/errors.ts";
import type { Role } from "#kit/identity/identity.ts";
import { type DepartmentRow, departmentTable, stateTable } from "./tables.ts";

export interface Admission {
  readonly name: string;
  readonly title: Bilingual;
  readonly audiences: readonly Role[];
  readonly author: string;
}

/** Admitted again, it has a new title and other audiences. */
export async function admitDepartment(database: Database, admission: Admission): Promise<DepartmentRow> {
  return database.transaction(async (manager) => {
    await manager.increment(stateTable.entity, { id: 1 }, "revision", 1);
    const row = { ...admission, at: new Date().toISOString() };
    await manager.delete(departmentTable.entity, { name: admission.name });
    await manager.insert(departmentTable.entity, row);
    return row;
  });
}

export function isAdmitted(manager: EntityManager, name: string): Promise<boolean> {
  return manager.existsBy(departmentTable.entity, { name });
}

export function listDepartments(manager: EntityManager): Promise<readonly DepartmentRow[]> {
  return manager.find(departmentTable.entity, { order: { name: "ASC" } });
}
