/** Opens the catalog: its database, its schema made from what the departments publish, and the follower of their feeds. */
import { createRevision } from "#kit/caching/revision.ts";
import { hasReserve } from "#kit/database/disk-reserve.ts";
import { type Database, openDatabase } from "#kit/database/open.ts";
import type { Bilingual } from "#kit/errors.ts";
import type { FeedSource } from "#kit/feed/source.ts";
import { createFollower, type FollowOptions } from "#kit/follow/follower.ts";
import type { Keeper } from "#kit/follow/pull.ts";
import type { Subgraph } from "#kit/server/subgraph.ts";
import type { Settings } from "#kit/settings.ts";
import { readSynonymRows, type SynonymRow } from "#kit/text/synonyms/read-synonyms.ts";
import { createSynonyms } from "#kit/text/synonyms/synonyms.ts";
import { endAnalyser } from "#kit/text/words/analyser.ts";
import type { Catalog } from "./catalog.ts";
import { applyBatch, readBatch } from "./follow/apply.ts";
import { forgetDepartment } from "./follow/forget.ts";
import { catalogMigrations } from "./migrations/migrations.ts";
import { createRecordReader } from "./query/records.ts";
import { createStateReader } from "./query/snapshot.ts";
import { createSnapshotReader } from "./query/snapshot-reader.ts";
import type { CatalogContext } from "./resolvers.ts";
import { createCatalogSchema } from "./schema.ts";
import { createCatalogSdl, typeInterfaces } from "./sdl/catalog-sdl.ts";
import { createSearch } from "./search/search.ts";
import { catalogTables } from "./tables/tables.ts";

/** A department as the catalog knows it: what it publishes and where its changes come from, never its code. */
export interface CatalogDepartment {
  readonly name: string;
  readonly title: Bilingual;
  readonly sdl: string;
  readonly feed: FeedSource;
}

export interface CatalogSubgraph extends Subgraph {
  readonly database: Database;
  /** Begins to pull the departments' changes now and then, until closed. */
  follow(): void;
  /** Pulls every department once; resolves when all that could be read is in the catalog. Never rejects for a department's sake. */
  pullNow(): Promise<void>;
  /** Answers for these departments from now on: `sdl` and `schema` are others then. A department whose feed is the same is followed on. */
  index(departments: readonly CatalogDepartment[]): void;
}

/** @throws HubError FOLDER_NOT_WRITABLE, DATABASE_UNREACHABLE or DATABASE_REFUSED */
export async function openCatalog(
  settings: Settings,
  departments: readonly CatalogDepartment[],
  options: FollowOptions = {},
): Promise<CatalogSubgraph> {
  return openCatalogOn(await openCatalogDatabase(settings), settings, departments, options);
}

/** @throws HubError FOLDER_NOT_WRITABLE, DATABASE_UNREACHABLE or DATABASE_REFUSED */
export function openCatalogDatabase({ dataFolder, databaseUrl }: Pick<Settings, "dataFolder" | "databaseUrl">) {
  return openDatabase({
    name: "catalog",
    folder: dataFolder,
    holds: "projection",
    url: databaseUrl,
    entities: catalogTables.map(({ entity }) => entity),
    migrations: catalogMigrations,
  });
}

/** Closing it closes the database. */
export async function openCatalogOn(
  database: Database,
  settings: Settings,
  departments: readonly CatalogDepartment[],
  options: FollowOptions = {},
): Promise<CatalogSubgraph> {
  await enlargeCache(database);
  const follower = createFollower(
    keeperIn(database, () => hasReserve(settings)),
    [],
    options,
  );
  const synonyms = readSynonymRows(settings.synonyms);
  const readers = {
    database,
    follower,
    synonyms,
    readState: createStateReader(database.reader),
    snapshots: createSnapshotReader(database.reader),
    search: createSearch(database.reader, createSynonyms(synonyms)),
  };
  const edit = (indexed: readonly CatalogDepartment[]) => {
    follower.replace(indexed.map(asFollowed));
    return editionOf(readers, indexed);
  };
  let edition = edit(departments);
  return {
    name: "catalog",
    database,
    get sdl() {
      return edition.sdl;
    },
    get schema() {
      return edition.schema;
    },
    createContext(): CatalogContext {
      const { records, told } = edition;
      const readState = once(readers.readState);
      return { records: records.createLoader(), readState, readRevision: () => revisionOf(readState, told) };
    },
    index(indexed) {
      edition = edit(indexed);
    },
    findObstacle: database.findObstacle,
    follow: follower.follow,
    pullNow: follower.pullNow,
    async close() {
      await follower.close();
      await endAnalyser();
      await database.close();
    },
  };
}

function asFollowed({ name, title, feed }: CatalogDepartment) {
  return { code: name, title, feed };
}

interface Readers extends Pick<Catalog, "database" | "follower" | "readState" | "snapshots" | "search"> {
  readonly synonyms: readonly SynonymRow[];
}

/** What the catalog says while it answers for these departments. */
function editionOf(readers: Readers, indexed: readonly CatalogDepartment[]) {
  const departments = indexed.map(asFollowed);
  const published = new Map(indexed.map(({ name, sdl }) => [name, sdl]));
  const types = typeInterfaces(published);
  const typeNames = [...types.keys()];
  const titles = new Map(departments.map(({ code, title }) => [code, title]));
  const sdl = createCatalogSdl(published);
  const records = createRecordReader(readers.database.reader, typeNames);
  const catalog = { ...readers, records, departments, titles, typeNames };
  const told = [sdl, JSON.stringify([...titles]), JSON.stringify(readers.synonyms)];
  return { sdl, schema: createCatalogSchema(catalog, sdl, types), records, told };
}

/** By the batch and not by its number alone, which a database that has lost its tail gives again. */
async function revisionOf(readState: Catalog["readState"], told: readonly string[]): Promise<string | undefined> {
  const { revision, batch } = await readState();
  return batch === "" ? undefined : createRevision([...told, String(revision), batch]);
}

function once<Result>(read: () => Promise<Result>): () => Promise<Result> {
  let first: Promise<Result> | undefined;
  return () => {
    first ??= read();
    return first;
  };
}

function keeperIn(database: Database, hasRoom: Keeper["hasRoom"]): Keeper {
  return {
    database,
    hasRoom,
    async apply(batch) {
      const read = await readBatch(batch);
      return database.transaction((manager) => applyBatch(manager, batch, read));
    },
    forget: (department, known) => database.transaction((manager) => forgetDepartment(manager, department, known)),
  };
}

/**
 * More than SQLite's usual 2 MB, since changes go to the ends of thousands of posting lists; but what a transaction has changed beyond the
 * cache is written while it goes on, and the rest by its commit, in which nobody has a turn. In KiB, for the connection that writes.
 */
async function enlargeCache({ dialect, transaction }: Database): Promise<void> {
  if (dialect === "sqlite") await transaction((manager) => manager.query("PRAGMA cache_size = -8192"));
}
