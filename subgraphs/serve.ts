/** `npm run subgraph -- <name>`: one subgraph, a department or the catalog, as a process of its own. */
import { loadDepartment } from "#kit/department/definition.ts";
import { openDepartment } from "#kit/department/open.ts";
import { serveSubgraph } from "#kit/server/subgraph.ts";
import { readSettings } from "#kit/settings.ts";
import { closeOnSignal } from "#kit/start/close-on-signal.ts";
import { exitOnFailure } from "#kit/start/exit-on-failure.ts";

await exitOnFailure(async () => {
  const [name = ""] = process.argv.slice(2);
  const settings = readSettings();
  const subgraph = await openDepartment(await loadDepartment(name), settings);
  const listening = await serveSubgraph(subgraph, settings);
  closeOnSignal(() => listening.close());
  process.stdout.write(`${name}: ${listening.url}/graphql\n`);
});
