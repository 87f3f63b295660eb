/** A catalog over the real departments, each on its own real database, for the tests to write to and ask. */

import { graphql } from "graphql";
import type { Database } from "#kit/database/open.ts";
import { type Department, findDepartmentNames, loadDepartment } from "#kit/department/definition.ts";
import { type FeedSource, feedOf } from "#kit/feed/source.ts";
import type { FollowOptions } from "#kit/follow/follower.ts";
import { publicIdentity } from "#kit/identity/identity.ts";
import type { MeasureInput, TalentResourceInput } from "#kit/records/record.ts";
import { saveRecords, withdrawRecord } from "#kit/records/save.ts";
import { openDepartmentDatabase, storesOf } from "#kit/records/stores.ts";
import type { Settings } from "#kit/settings.ts";
import { type CatalogSubgraph, openCatalog } from "../../../subgraphs/catalog/open.ts";
import type { TestDatabase } from "./databases.ts";

export interface OpenedDepartment {
  readonly department: Department;
  readonly database: Database;
  /** Writes measures, in one transaction. */
  save(...measures: readonly MeasureInput[]): Promise<void>;
  saveResources(typeName: string, ...resources: readonly TalentResourceInput[]): Promise<void>;
  /** Takes a measure out of the graph. */
  withdraw(code: string): Promise<void>;
}

export interface House {
  readonly settings: Settings;
  readonly departments: ReadonlyMap<string, OpenedDepartment>;
  department(name: string): OpenedDepartment;
  readonly catalog: CatalogSubgraph;
  close(): Promise<void>;
}

export interface HouseOptions extends FollowOptions {
  /** Stands between the catalog and a department's feed. */
  readonly feedOf?: (name: string, feed: FeedSource) => FeedSource;
}

export async function openHouse({ settings, drop }: TestDatabase, options: HouseOptions = {}): Promise<House> {
  const opened = await Promise.all(findDepartmentNames().map((name) => openOne(name, settings)));
  const departments = new Map(opened.map((one) => [one.department.code, one]));
  const catalog = await openCatalogOver(departments, settings, options);
  return {
    settings,
    departments,
    department: (name) => departments.get(name) ?? raise(`no department ${name}`),
    catalog,
    async close() {
      await catalog.close();
      await Promise.all(opened.map(({ database }) => database.close()));
      await drop();
    },
  };
}

export function openCatalogOver(
  departments: House["departments"],
  settings: Settings,
  { feedOf: between = (_, feed) => feed, ...options }: HouseOptions = {},
): Promise<CatalogSubgraph> {
  const followed = [...departments.values()].map(({ department: { code, name, sdl }, database }) => ({
    name: code,
    title: name,
    sdl,
    feed: between(code, feedOf(database)),
  }));
  return openCatalog(settings, followed, options);
}

async function openOne(name: string, settings: Settings): Promise<OpenedDepartment> {
  const department = await loadDepartment(name);
  const database = await openDepartmentDatabase(department, settings);
  const stores = storesOf(department);
  const measureType = `${name.charAt(0).toUpperCase()}${name.slice(1)}Measure`;
  return {
    department,
    database,
    save: async (...measures) => {
      const writes = measures.map((contract) => write(measureType, contract));
      await database.transaction((manager) => saveRecords(manager, stores.Measure, writes));
    },
    saveResources: async (typeName, ...resources) => {
      const writes = resources.map((contract) => write(typeName, contract));
      await database.transaction((manager) => saveRecords(manager, stores.TalentResource, writes));
    },
    withdraw: async (code) => {
      await database.transaction(async (manager) => {
        const rows = await manager.query("SELECT version FROM measure WHERE code = ?", [code]);
        const version = Number(rows[0]?.version ?? 0);
        await withdrawRecord(manager, stores.Measure as never, { code, typeName: measureType, version });
      });
    },
  };
}

function write<Input extends MeasureInput | TalentResourceInput>(typeName: string, contract: Input) {
  return { content: { typeName, contract, details: {} }, expect: "any" } as const;
}

function raise(message: string): never {
  throw new Error(message);
}

/** A measure with what the contract requires and what the test is about. */
export function measure(code: string, rest: Partial<MeasureInput> = {}): MeasureInput {
  return { code, name: { ja: `事業 ${code}` }, sources: [{ url: "https://example.jp/" }], originalLabels: [], ...rest };
}

/** Asks the catalog alone, in process. @throws what the answer has as errors */
export async function ask(catalog: CatalogSubgraph, source: string, variableValues: Record<string, unknown> = {}) {
  const contextValue = catalog.createContext({ identity: publicIdentity, mayWrite: false });
  const { data, errors } = await graphql({ schema: catalog.schema, source, variableValues, contextValue });
  if (errors?.[0]) throw errors[0].originalError ?? errors[0];
  return JSON.parse(JSON.stringify(data));
}
