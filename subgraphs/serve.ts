/**
 * `npm run subgraph -- <name>`, or `jinkatsu-subgraph <folder>` where a department lies in a repository of its own: one
 * subgraph, a department, the catalog or the audit, as a process of its own. With `--sdl` it writes what it publishes, and ends.
 */
import path from "node:path";
import { type Department, loadDepartment, loadDepartmentIn } from "#kit/department/definition.ts";
import { openDepartment } from "#kit/department/open.ts";
import { loadExampleData } from "#kit/import/example-data.ts";
import { faultOf } from "#kit/log/fault.ts";
import { createLog, type Log, readLogLevel } from "#kit/log/log.ts";
import { keepPrivate } from "#kit/private-files.ts";
import { joinReplicas } from "#kit/replicas/replicas.ts";
import { type Subgraph, serveSubgraph } from "#kit/server/subgraph.ts";
import { readSettings, readTracing, type Settings } from "#kit/settings.ts";
import { closeOnSignal } from "#kit/start/close-on-signal.ts";
import { exitOnFailure } from "#kit/start/exit-on-failure.ts";
import { createTracer } from "#kit/tracing/tracer.ts";
import { openAuditElsewhere } from "./audit/open-elsewhere.ts";
import { openCatalogElsewhere } from "./catalog/open-elsewhere.ts";

await exitOnFailure(async () => {
  const [name = "", flag] = process.argv.slice(2);
  if (flag === "--sdl") process.stdout.write((await findDepartment(name)).sdl);
  else await serve(name, readSettings());
});

async function serve(name: string, settings: Settings): Promise<void> {
  const log = createLog(readLogLevel());
  keepPrivate(settings, (found) => log.warn(found, "open to other users"));
  const subgraph = await openNamed(name, settings, log);
  // It follows the traces of those who call it and begins none: it is asked every few seconds what it publishes.
  const tracer = createTracer(`jinkatsu-${subgraph.name}`, { ...readTracing(), otlpShare: 0 });
  const listening = await serveSubgraph(subgraph, settings, { tracer, log });
  closeOnSignal(() => listening.close());
  process.stdout.write(`${subgraph.name}: ${listening.url}/graphql\n`);
}

function openNamed(name: string, settings: Settings, log: Log): Promise<Subgraph> {
  if (name === "catalog") return openCatalogElsewhere(settings, log);
  return name === "audit" ? openAuditElsewhere(settings, log) : openOneDepartment(name, settings, log);
}

async function openOneDepartment(name: string, settings: Settings, log: Log): Promise<Subgraph> {
  const opened = await openDepartment(await findDepartment(name), settings);
  if (settings.mode === "development") await loadExampleData(opened.department, opened.stores, opened.database);
  const onFailure = (error: unknown) => log.warn({ fault: faultOf(error) }, "replicas not told");
  const replicas = await joinReplicas(opened.database, { sdl: opened.sdl, known: "" }, onFailure);
  return {
    ...opened,
    replicas,
    async close() {
      await replicas.leave();
      await opened.close();
    },
  };
}

/** A path (`.`, `./agriculture`, `/srv/agriculture`) means a folder, a bare word one of the hub's own departments. */
function findDepartment(name: string): Promise<Department> {
  return /^[./]/.test(name) ? loadDepartmentIn(path.resolve(name)) : loadDepartment(name);
}
