/** What a department is to the kit: its name, its own fields, and where its tables and data lie. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { completeSdl } from "../contract/complete-sdl.ts";
import { departmentNames, departmentRootSdl } from "../contract/department-sdl.ts";
import type { MigrationClass } from "../database/open.ts";
import { type Bilingual, errors } from "../errors.ts";
import type { DetailsTable } from "../records/details.ts";
import { assertOwnFieldsHaveColumns } from "./check-own-fields.ts";

export interface DepartmentDefinition {
  /** Name of the subgraph and the folder: lower case, hyphenated. */
  readonly code: string;
  readonly name: Bilingual;
  /** Folder of the department, with `<code>.graphql` and `data/`. */
  readonly folder: string;
  /** Tables of the department's own fields. */
  readonly details: { readonly Measure: DetailsTable; readonly TalentResource: DetailsTable };
  /** Migrations of those tables, oldest first. */
  readonly migrations: readonly MigrationClass[];
}

export interface Department extends DepartmentDefinition {
  /** The SDL that the department publishes. */
  readonly sdl: string;
}

/** @throws HubError OWN_FIELD_TAKEN, OWN_FIELD_WITHOUT_COLUMN or OWN_FIELD_COLUMN_UNFIT */
export function defineDepartment(definition: DepartmentDefinition): Department {
  const { code, folder, name } = definition;
  const ownSdl = readFileSync(path.join(folder, `${code}.graphql`), "utf8");
  const department = { ...definition, sdl: completeSdl(ownSdl, departmentRootSdl(departmentNames(code, name.ja))) };
  assertOwnFieldsHaveColumns(department);
  return department;
}

const subgraphsFolder = path.resolve(import.meta.dirname, "../..");

/** The departments whose folders are here, in the order of their names: a folder with `<name>.graphql` and `department.ts`. */
export function findDepartmentNames(): readonly string[] {
  return readdirSync(subgraphsFolder)
    .filter((name) => existsSync(path.join(subgraphsFolder, name, `${name}.graphql`)))
    .filter((name) => existsSync(path.join(subgraphsFolder, name, "department.ts")))
    .sort();
}

/** @throws HubError DEPARTMENT_UNKNOWN */
export async function loadDepartment(name: string): Promise<Department> {
  const known = findDepartmentNames();
  if (!known.includes(name)) throw errors.departmentUnknown(name, known);
  return loadDepartmentIn(path.join(subgraphsFolder, name));
}

/** A department that lies anywhere, such as in a repository of its own. @throws HubError DEPARTMENT_UNKNOWN */
export async function loadDepartmentIn(folder: string): Promise<Department> {
  const file = path.join(folder, "department.ts");
  if (!existsSync(file)) throw errors.departmentUnknown(folder, findDepartmentNames());
  // A department is a plug-in: nothing names it in code, so that a new folder is all that a new department needs.
  const module: { department: Department } = await import(pathToFileURL(file).href);
  return module.department;
}
