/**
 * Publishes a hundred times, one after another, to a hub under load, and counts what is dropped: `npm run soak:publishes [mysql://…]`,
 * one process on SQLite, or two gateways over subgraph processes on MySQL. Ends with 1 where a request was dropped.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { dropSchemas } from "../bench/system/drop-schemas.ts";
import { type Growing, startGrowing } from "../bench/system/growing-subgraph.ts";
import { endAll } from "../bench/system/processes.ts";
import { asking, startEmbedded, startReplicas } from "../bench/system/replicas.ts";
import { startLoad } from "../support/steady-load.ts";

const { values, positionals } = parseArgs({
  options: { publishes: { type: "string", default: "100" }, rate: { type: "string", default: "100" } },
  allowPositionals: true,
});
const [publishes, rate] = [Number(values.publishes), Number(values.rate)];
const [server] = positionals;
const databaseUrl = server === undefined ? undefined : new URL(`/jksoak_${process.pid}`, server).href;
const scratch = mkdtempSync(path.join(tmpdir(), "soak-publishes-"));
const query = "{ measures(first: 3) { totalCount nodes { name { ja } department { code } } } }";

try {
  process.exitCode = (await soak()) ? 0 : 1;
} finally {
  await endAll();
  rmSync(scratch, { recursive: true, force: true });
  if (databaseUrl !== undefined) await dropSchemas(databaseUrl);
}

/** Whether nothing was dropped. */
async function soak(): Promise<boolean> {
  const replicas = await (databaseUrl === undefined ? startEmbedded(scratch) : startReplicas(scratch, databaseUrl, 2));
  const expected = await answerOf(replicas.gateways[0] ?? "");
  const growing = await startGrowing(replicas, publishes);
  const perSecond = rate / replicas.gateways.length;
  const loads = replicas.gateways.map((gateway) => startLoad(gateway, { perSecond, query, expected }));
  const times = await publishAll(growing);
  const outcomes = await Promise.all(loads.map((load) => load.stop()));
  await growing.close();
  const answered = outcomes.reduce((sum, each) => sum + each.answered, 0);
  const dropped = outcomes.flatMap((each) => [...each.dropped, ...Array<string>(each.refused).fill("refused")]);
  report(replicas.gateways.length, times, answered, dropped);
  return dropped.length === 0;
}

async function answerOf(gateway: string): Promise<string> {
  const response = await fetch(`${gateway}/graphql`, asking(query));
  const text = await response.text();
  if (!response.ok || text.includes('"errors"')) throw new Error(text.slice(0, 500));
  return text.trim();
}

/** From stored to served, of each publish: by the gateway that was last. */
async function publishAll(growing: Growing): Promise<readonly number[]> {
  const times: number[] = [];
  for (let done = 0; done < publishes; done++) times.push(Math.max(...(await growing.grow()).fromStored));
  return times.sort((a, b) => a - b);
}

function report(gateways: number, times: readonly number[], answered: number, dropped: readonly string[]): void {
  const [median, most] = [times[times.length >> 1], times.at(-1)];
  console.log(
    `${times.length} publishes to ${gateways} gateway${gateways > 1 ? "s" : ""} at ${rate} requests/s: ${answered} answered, ${dropped.length} dropped; stored to served by all: median ${median} ms, at most ${most} ms`,
  );
  for (const what of new Set(dropped)) console.log(what);
}
