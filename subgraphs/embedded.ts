/** Every subgraph in one process: the departments whose folders are here, the catalog over them and the audit beside it. */
import { findDepartmentNames, loadDepartment } from "#kit/department/definition.ts";
import { type OpenDepartment, openDepartment } from "#kit/department/open.ts";
import type { Bilingual } from "#kit/errors.ts";
import { createCatchUp, type TellCatchUp } from "#kit/follow/catch-up.ts";
import { logFailures } from "#kit/follow/log-failures.ts";
import { loadExampleData } from "#kit/import/example-data.ts";
import { createLog, type Log } from "#kit/log/log.ts";
import { waysBy } from "#kit/network/ask-subgraph.ts";
import type { ListedDepartment } from "#kit/server/department-list.ts";
import type { Subgraph } from "#kit/server/subgraph.ts";
import type { Settings } from "#kit/settings.ts";
import { type AuditOptions, openAudit } from "./audit/open.ts";
import { createIndexing } from "./catalog/index-published.ts";
import { openCatalog } from "./catalog/open.ts";

export interface Embedded {
  readonly subgraphs: readonly Subgraph[];
  /** Has the catalog answer for these departments, wherever they run. */
  reindex(departments: readonly ListedDepartment[]): Promise<void>;
  close(): Promise<void>;
}

/** Says what is being done, for a person who waits. */
export type Say = (line: Bilingual) => void;

export interface EmbeddedOptions extends Pick<AuditOptions, "clientsOf"> {
  /** Told until it resolves. */
  readonly onCatchUp?: TellCatchUp;
  /** Where it is said that a department cannot be followed; only of faults unless stated. */
  readonly log?: Log;
}

/** Resolves when all records of all departments are in the catalog. @throws HubError when a database cannot be opened */
export async function openEmbedded(
  settings: Settings,
  say: Say,
  { onCatchUp = () => undefined, log = createLog("error"), ...auditing }: EmbeddedOptions = {},
): Promise<Embedded> {
  const departments: OpenDepartment[] = [];
  for (const name of findDepartmentNames())
    departments.push(await openDepartment(await loadDepartment(name), settings));
  // A prefecture that runs this for real starts from its own data.
  if (settings.mode === "development") for (const opened of departments) await loadOnFirstStart(opened, say);
  const progressOf = createCatchUp(onCatchUp);
  const followed = departments.map(asCatalogKnowsIt);
  const catalog = await openCatalog(settings, followed, {
    onProgress: progressOf("catalog"),
    onFailure: logFailures(log, "catalog"),
  });
  const audit = await openAudit(settings, followed, {
    ...auditing,
    onProgress: progressOf("audit"),
    onFailure: logFailures(log, "audit"),
  });
  await Promise.all([catalog.pullNow(), audit.pullNow()]);
  catalog.follow();
  audit.follow();
  const subgraphs = [...departments, catalog, audit];
  const asIndexed = createIndexing({
    departments: followed,
    isWhereItWas: ({ url }) => new URL(url).hostname.endsWith(".invalid"),
    wayTo: waysBy(settings),
  });
  return {
    subgraphs,
    async reindex(published) {
      const indexed = published.map(asIndexed);
      catalog.index(indexed);
      audit.replaceFollowed(indexed.map((department) => ({ ...department, code: department.name })));
    },
    // First those who read from the others.
    close: async () => {
      await Promise.all([catalog.close(), audit.close()]);
      await Promise.all(departments.map((department) => department.close()));
    },
  };
}

async function loadOnFirstStart({ department, stores, database }: OpenDepartment, say: Say): Promise<void> {
  const reports = await loadExampleData(department, stores, database);
  if (reports.length === 0) return;
  const [measures, resources] = reports.map(({ created }) => created);
  say({
    ja: `${department.name.ja}: 施策 ${measures} 件、人材シェアリング資源 ${resources} 件を取り込みました`,
    en: `${department.name.en}: loaded ${measures} measures and ${resources} talent resources`,
  });
}

function asCatalogKnowsIt({ name, department, sdl, feed }: OpenDepartment) {
  return { name, code: name, title: department.name, sdl, feed };
}
