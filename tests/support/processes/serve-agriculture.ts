/** The fifth department as a process of its own. */
import { openDepartment } from "#kit/department/open.ts";
import { serveSubgraph } from "#kit/server/subgraph.ts";
import { readSettings } from "#kit/settings.ts";
import { closeOnSignal } from "#kit/start/close-on-signal.ts";
import { exitOnFailure } from "#kit/start/exit-on-failure.ts";
import { agriculture } from "../agriculture/department.ts";

await exitOnFailure(async () => {
  const settings = readSettings();
  const listening = await serveSubgraph(await openDepartment(agriculture, settings), settings);
  closeOnSignal(() => listening.close());
  process.stdout.write(`agriculture: ${listening.url}/graphql\n`);
});
