/** The departments, and one of them opened on a test database and asked in process. */
import { afterAll } from "@jest/globals";
import { type ExecutionResult, graphql } from "graphql";
import type { Database } from "#kit/database/open.ts";
import { type Department, findDepartmentNames, loadDepartment } from "#kit/department/definition.ts";
import { createDepartmentSchema } from "#kit/department/schema.ts";
import { createLoaderMaker } from "#kit/records/source.ts";
import { type DepartmentStores, openDepartmentDatabase, storesOf } from "#kit/records/stores.ts";
import type { Settings } from "#kit/settings.ts";

export const departments: readonly Department[] = await Promise.all(findDepartmentNames().map(loadDepartment));

export interface OpenDepartment {
  readonly department: Department;
  readonly database: Database;
  readonly stores: DepartmentStores;
  /** Answers one request, as a caller that may change records unless told otherwise. */
  ask(document: string, variables?: Readonly<Record<string, unknown>>, caller?: Caller): Promise<Answer>;
}

interface Caller {
  readonly mayWrite: boolean;
  readonly caller?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: a test names the fields that it asked for.
export type Answer = ExecutionResult<any>;

const opened: Database[] = [];

afterAll(async () => {
  await Promise.all(opened.map((database) => database.close()));
});

export function departmentNamed(name: string): Department {
  const department = departments.find(({ code }) => code === name);
  if (department === undefined) throw new Error(`no department ${name}`);
  return department;
}

/** Closed after the test file. */
export async function openForTest(department: Department, settings: Settings): Promise<OpenDepartment> {
  const database = await openDepartmentDatabase(department, settings);
  opened.push(database);
  const schema = createDepartmentSchema(department, database);
  const stores = storesOf(department);
  const createView = createLoaderMaker(database.reader, stores);
  return {
    department,
    database,
    stores,
    ask: (source, variableValues = {}, { mayWrite, caller = "tester" } = { mayWrite: true }) =>
      graphql({
        schema,
        source,
        variableValues,
        contextValue: { mayWrite, caller, loaders: createView().loaders },
      }) as Promise<Answer>,
  };
}
