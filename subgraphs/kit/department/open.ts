/** Opens a department: its database with migrations run, its schema and its feed. */
import { createRevision } from "../caching/revision.ts";
import type { Database } from "../database/open.ts";
import { type FeedSource, feedOf } from "../feed/source.ts";
import type { SubgraphContext } from "../graphql/context.ts";
import { mayChange } from "../identity/identity.ts";
import { createLoaderMaker } from "../records/source.ts";
import { type DepartmentStores, openDepartmentDatabase, storesOf } from "../records/stores.ts";
import type { Caller, Subgraph } from "../server/subgraph.ts";
import type { Settings } from "../settings.ts";
import type { Department } from "./definition.ts";
import { createDepartmentSchema } from "./schema.ts";

/** A department that runs in this process, with what its own tools (import, example data) need. */
export interface OpenDepartment extends Subgraph {
  readonly department: Department;
  readonly database: Database;
  readonly stores: DepartmentStores;
  readonly feed: FeedSource;
}

/** @throws HubError FOLDER_NOT_WRITABLE, DATABASE_UNREACHABLE or DATABASE_REFUSED */
export async function openDepartment(department: Department, settings: Settings): Promise<OpenDepartment> {
  const database = await openDepartmentDatabase(department, settings);
  const stores = storesOf(department);
  const createView = createLoaderMaker(database.reader, stores);
  const told = [department.sdl, department.name.ja, department.name.en ?? ""];
  return {
    department,
    database,
    stores,
    name: department.code,
    sdl: department.sdl,
    schema: createDepartmentSchema(department, database),
    createContext({ mayWrite, identity }: Caller): SubgraphContext {
      const { loaders, readPosition } = createView();
      return {
        mayWrite: mayWrite || mayChange(identity, department.code),
        // Who changes records without a token sits at this machine, in development.
        caller: identity.subject ?? "this machine",
        loaders,
        readRevision: async () => createRevision([...told, await readPosition()]),
      };
    },
    feed: feedOf(database),
    findObstacle: database.findObstacle,
    close: () => database.close(),
  };
}
