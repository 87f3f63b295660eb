/** `npm run subgraph -- <name>`: one subgraph, a department, the catalog or the audit, as a process of its own. */
import { loadDepartment } from "#kit/department/definition.ts";
import { openDepartment } from "#kit/department/open.ts";
import { loadExampleData } from "#kit/import/example-data.ts";
import { type Subgraph, serveSubgraph } from "#kit/server/subgraph.ts";
import { readSettings, readTracing, type Settings } from "#kit/settings.ts";
import { closeOnSignal } from "#kit/start/close-on-signal.ts";
import { exitOnFailure } from "#kit/start/exit-on-failure.ts";
import { createTracer } from "#kit/tracing/tracer.ts";
import { openAuditElsewhere } from "./audit/open-elsewhere.ts";
import { openCatalogElsewhere } from "./catalog/open-elsewhere.ts";

await exitOnFailure(async () => {
  const [name = ""] = process.argv.slice(2);
  const settings = readSettings();
  const subgraph = await openNamed(name, settings);
  // It follows the traces of those who call it and begins none: it is asked every few seconds what it publishes.
  const tracer = createTracer(`jinkatsu-${name}`, { ...readTracing(), otlpShare: 0 });
  const listening = await serveSubgraph(subgraph, settings, tracer);
  closeOnSignal(() => listening.close());
  process.stdout.write(`${name}: ${listening.url}/graphql\n`);
});

function openNamed(name: string, settings: Settings): Promise<Subgraph> {
  if (name === "catalog") return openCatalogElsewhere(settings);
  return name === "audit" ? openAuditElsewhere(settings) : openOneDepartment(name, settings);
}

async function openOneDepartment(name: string, settings: Settings): Promise<Subgraph> {
  const opened = await openDepartment(await loadDepartment(name), settings);
  if (settings.mode === "development") await loadExampleData(opened.department, opened.stores, opened.database);
  return opened;
}
