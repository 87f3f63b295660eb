/**
 * The long form of what the tests of the gateway under load check in seconds: requests dropped in a hundred reloads at a hundred requests a
 * second and at SIGTERM, and memory over a hundred thousand distinct queries and a thousand reloads. Ends with 1 where a bound is broken.
 * `npm run soak -- [--reloads 1000] [--queries 100000] [--busy-reloads 100]`
 */
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Pool } from "undici";
import { serveSmallSubgraph } from "../support/small-subgraph.ts";
import { startLoad } from "../support/steady-load.ts";
import {
  isServed,
  newFile,
  putInPlace,
  steadyQuestion,
  steadyTowns,
  supergraphOf,
} from "../support/supergraph-file.ts";
import { type GatewayProcess, startGateway } from "./gateway-process.ts";
import { type Sample, slopeOf } from "./growth.ts";

const { values } = parseArgs({
  options: {
    reloads: { type: "string", default: "1000" },
    queries: { type: "string", default: "100000" },
    "busy-reloads": { type: "string", default: "100" },
  },
});
const [reloads, queries, busyReloads] = [values.reloads, values.queries, values["busy-reloads"]].map(Number) as [
  number,
  number,
  number,
];

/** In bytes: over the whole run, far less than one percent of the heap may be lost to each. */
const bounds = { query: 100, reload: 10_000 };
const samplesTaken = 40;
const preload = ["--expose-gc", "--import", path.join(import.meta.dirname, "heap.ts")];

const subgraph = await serveSmallSubgraph(steadyTowns);
const file = newFile(mkdtempSync(path.join(tmpdir(), "soak-")));
await putInPlace(file, supergraphOf(subgraph.url, 0));
let version = 0;

const outcomes = [await soakBusyReloads(), await soakQueries(), await soakReloads()];
await subgraph.close();
process.exit(outcomes.every(Boolean) ? 0 : 1);

async function soakBusyReloads(): Promise<boolean> {
  const gateway = await startGateway(file);
  const load = startLoad(gateway.url, { perSecond: 100, ...steadyQuestion });
  for (let done = 0; done < busyReloads; done++) await reload(gateway);
  const code = await gateway.stop();
  const { answered, refused, dropped } = await load.stop();
  console.log(
    `${busyReloads} reloads and SIGTERM at 100 requests/s: ${answered} answered, ${dropped.length} dropped, ${refused} refused after the end, exit code ${code}`,
  );
  if (dropped.length > 0) console.log([...new Set(dropped)].join("\n"));
  return dropped.length === 0 && code === 0;
}

async function soakQueries(): Promise<boolean> {
  const gateway = await startGateway(file, preload);
  const pool = new Pool(gateway.url, { connections: 20 });
  const samples = await sampled(gateway, queries, async (from, to) => {
    let number = from;
    const one = async () => {
      while (number < to) await askAnew(pool, number++);
    };
    await Promise.all(Array.from({ length: 20 }, one));
  });
  await pool.close();
  await gateway.stop();
  return judged("distinct query", samples, bounds.query);
}

async function askAnew(pool: Pool, number: number): Promise<void> {
  const body = JSON.stringify({ query: `query Q${number} { town { n${number}: name id } }` });
  const headers = { "content-type": "application/json" };
  const answer = await pool.request({ method: "POST", path: "/graphql", headers, body });
  const text = await answer.body.text();
  if (!text.includes("Himi")) throw new Error(text);
}

async function soakReloads(): Promise<boolean> {
  const gateway = await startGateway(file, preload);
  const samples = await sampled(gateway, reloads, async (from, to) => {
    for (let done = from; done < to; done++) await reload(gateway);
  });
  await gateway.stop();
  return judged("reload", samples, bounds.reload);
}

async function reload({ url }: GatewayProcess): Promise<void> {
  version++;
  await putInPlace(file, supergraphOf(subgraph.url, version));
  while (!(await isServed(url, version))) await sleep(20);
}

async function sampled(
  gateway: GatewayProcess,
  total: number,
  work: (from: number, to: number) => Promise<void>,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (let step = 0; step < samplesTaken; step++) {
    const to = Math.round((total * (step + 1)) / samplesTaken);
    await work(Math.round((total * step) / samplesTaken), to);
    gateway.child.send("heap");
    const [{ heapUsed, rss }] = (await once(gateway.child, "message")) as [Omit<Sample, "count">];
    samples.push({ count: to, heapUsed, rss });
  }
  return samples;
}

function judged(what: string, samples: readonly Sample[], bound: number): boolean {
  const [heap, rss] = [slopeOf(samples, "heapUsed"), slopeOf(samples, "rss")];
  const megabytes = (bytes = 0) => `${(bytes / 1e6).toFixed(1)} MB`;
  const at = (share: number) => {
    const sample = samples[Math.floor((samples.length - 1) * share)];
    return `${sample?.count}: ${megabytes(sample?.heapUsed)} (${megabytes(sample?.rss)})`;
  };
  console.log(`heap after gc (all of the process) by ${what}: ${[0, 0.25, 0.5, 0.75, 1].map(at).join(", ")}`);
  console.log(`  ${heap.toFixed(0)} bytes of heap a ${what} (${rss.toFixed(0)} in all), at most ${bound} wanted`);
  return heap <= bound;
}
