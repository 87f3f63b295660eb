/** The versions of each subgraph: added one after another, each only on the state that it was judged by. */
import type { EntityManager } from "typeorm";
import { secondsNow } from "#kit/database/dialect.ts";
import { insertRows } from "#kit/database/insert-rows.ts";
import type { Database } from "#kit/database/open.ts";
import { keepDocuments } from "./documents.ts";
import { rememberRules } from "./rules.ts";
import {
  type Action,
  type DepartmentRow,
  departmentTable,
  documentTable,
  stateTable,
  type VersionRow,
  versionTable,
} from "./tables.ts";

export interface CurrentVersion extends VersionRow {
  /** Undefined where the subgraph was deleted. */
  readonly sdl: string | undefined;
}

/** All that decides what is served. */
export interface Head {
  readonly revision: number;
  readonly subgraphs: readonly CurrentVersion[];
  readonly departments: readonly HeadDepartment[];
}

export type HeadDepartment = Pick<DepartmentRow, "name" | "title" | "audiences">;

export interface NewVersion {
  readonly subgraph: string;
  readonly action: Action;
  readonly sdl: string | undefined;
  readonly url: string | undefined;
  readonly isDeployed?: boolean;
  readonly author: string;
  readonly message?: string | undefined;
  readonly gitCommit?: string | undefined;
  readonly restores?: number | undefined;
}

export async function readRevision(manager: EntityManager): Promise<number> {
  return (await manager.findOneByOrFail(stateTable.entity, { id: 1 })).revision;
}

export interface Mark {
  /** Another one whenever the head is: a registry that has lost its tail gives the same revision to something else, at another time. */
  readonly text: string;
  /** When it was read, in milliseconds of the database's clock. */
  readonly at: number;
}

export async function readMark({ reader, dialect }: Pick<Database, "reader" | "dialect">): Promise<Mark> {
  const [row] = await reader.query<readonly { readonly at: number | string }[]>(
    `SELECT revision, (SELECT MAX(at) FROM registry_version) AS versions, (SELECT MAX(at) FROM registry_department) AS departments,
      ${secondsNow[dialect]} AS at FROM registry_state WHERE id = 1`,
  );
  const { at, ...parts } = row ?? { at: 0 };
  return { text: JSON.stringify(parts), at: Math.round(Number(at) * 1000) };
}

/** One state, so that no publish lies between its parts. */
export function readHead(database: Database): Promise<Head> {
  return database.snapshot(async (manager) => {
    const revision = await readRevision(manager);
    const departments = await manager.find(departmentTable.entity, { order: { name: "ASC" } });
    const rows = await findCurrent(manager);
    const texts = await textsOf(manager, rows);
    const subgraphs = rows.map((row) => ({ ...row, sdl: row.digest === null ? undefined : texts.get(row.digest) }));
    return { revision, subgraphs, departments };
  });
}

async function findCurrent(manager: EntityManager): Promise<readonly VersionRow[]> {
  return manager
    .createQueryBuilder(versionTable.entity, "current")
    .where(
      "current.version = (SELECT MAX(other.version) FROM registry_version other WHERE other.subgraph = current.subgraph)",
    )
    .orderBy("current.subgraph")
    .getMany();
}

async function textsOf(manager: EntityManager, rows: readonly VersionRow[]): Promise<ReadonlyMap<string, string>> {
  const digests = [...new Set(rows.flatMap(({ digest }) => digest ?? []))];
  if (digests.length === 0) return new Map();
  const found = await manager
    .createQueryBuilder(documentTable.entity, "document")
    .where("document.digest IN (:...digests)", { digests })
    .getMany();
  return new Map(found.map(({ digest, text }) => [digest, text]));
}

export type Commit =
  | { readonly outcome: "committed"; readonly version: VersionRow }
  /** Somebody else was faster, and what was judged is not what stands. */
  | { readonly outcome: "moved" };

/** Work that belongs into the same transaction. */
export type Beside = (manager: EntityManager, version: VersionRow) => Promise<void>;

/** Adds a version, if nothing was changed since the revision that it was judged by: all of it or nothing. */
export async function commitVersion(
  database: Database,
  judgedBy: number,
  wanted: NewVersion,
  beside: Beside = async () => undefined,
): Promise<Commit> {
  try {
    return await database.transaction(async (manager) => {
      const revision = await takeRevision(manager);
      if (revision !== judgedBy + 1) throw new Moved();
      const version = await addVersion(manager, wanted, revision);
      await beside(manager, version);
      return { outcome: "committed", version };
    });
  } catch (error) {
    if (error instanceof Moved) return { outcome: "moved" };
    throw error;
  }
}

/** Rolls the transaction back. */
class Moved extends Error {}

/** Whoever decides, proposes or publishes waits until the transaction ends. Before the first read, which fixes what is seen. */
export async function takeTurn(manager: EntityManager): Promise<void> {
  await manager.increment(stateTable.entity, { id: 1 }, "revision", 0);
}

/** Nobody else changes anything until the transaction ends. */
async function takeRevision(manager: EntityManager): Promise<number> {
  await manager.increment(stateTable.entity, { id: 1 }, "revision", 1);
  return readRevision(manager);
}

async function addVersion(manager: EntityManager, wanted: NewVersion, revision: number): Promise<VersionRow> {
  const { subgraph, action, sdl, url, isDeployed = false, author, message, gitCommit, restores } = wanted;
  const [digest = null] = sdl === undefined ? [] : await keepDocuments(manager, [sdl]);
  const row: VersionRow = {
    subgraph,
    version: (await lastVersion(manager, subgraph)) + 1,
    action,
    digest,
    url: url ?? null,
    isDeployed,
    at: new Date().toISOString(),
    author,
    message: message ?? null,
    gitCommit: gitCommit ?? null,
    restores: restores ?? null,
    revision,
  };
  await insertRows(manager, versionTable, [row]);
  if (sdl !== undefined) await rememberRules(manager, subgraph, sdl);
  return row;
}

async function lastVersion(manager: EntityManager, subgraph: string): Promise<number> {
  return (await manager.maximum(versionTable.entity, "version", { subgraph })) ?? 0;
}

export interface Deployed {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** Writes down what runs with the hub, where the registry does not know it or knows another: it changes nothing that is served. */
export async function seedVersions(database: Database, deployed: readonly Deployed[], author: string): Promise<void> {
  await database.transaction(async (manager) => {
    // Two hubs that start at the same time take turns.
    await takeTurn(manager);
    const revision = await readRevision(manager);
    const current = new Map((await findCurrent(manager)).map((row) => [row.subgraph, row]));
    for (const { name, url, sdl } of deployed) {
      const known = current.get(name);
      if (known && !known.isDeployed) continue;
      const [digest] = await keepDocuments(manager, [sdl]);
      if (known?.digest === digest && known?.url === url) continue;
      await addVersion(manager, { subgraph: name, action: "seeded", sdl, url, isDeployed: true, author }, revision);
      await admitSeeded(manager, name, author);
    }
  });
}

/** Whoever runs with the hub was let in by whoever runs it. */
async function admitSeeded(manager: EntityManager, name: string, author: string): Promise<void> {
  if (await manager.existsBy(departmentTable.entity, { name })) return;
  const at = new Date().toISOString();
  await manager.insert(departmentTable.entity, { name, title: { ja: name, en: name }, audiences: [], at, author });
}

export function findVersions(manager: EntityManager, subgraph: string): Promise<readonly VersionRow[]> {
  return manager.find(versionTable.entity, { where: { subgraph }, order: { version: "DESC" } });
}

/**
 * When the schema was replaced that the subgraph served before, RFC 3339: the last time, where it did several times. Undefined
 * where it never served it, or still does.
 */
export async function findReplacement(
  manager: EntityManager,
  subgraph: string,
  digest: string,
): Promise<string | undefined> {
  const versions = await findVersions(manager, subgraph);
  const last = versions.findIndex((version) => version.digest === digest);
  return last > 0 ? versions[last - 1]?.at : undefined;
}

export function findVersion(manager: EntityManager, subgraph: string, version: number): Promise<VersionRow | null> {
  return manager.findOneBy(versionTable.entity, { subgraph, version });
}
