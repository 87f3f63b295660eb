/** Measures what a bystander feels while a subgraph fails in every way we know: p99, memory of the gateway, and the time until all is right again. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import { deadly, harmless, spoiled } from "../gateway/faults/corpus.ts";
import { type Fault, type RawSubgraph, serveRaw } from "../gateway/faults/raw-subgraph.ts";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "2" }, fault: { type: "string", multiple: true } },
});

const seconds = Number(values.seconds);
const bystanders = 4;
const callers = 4;

const calmSchema = buildSubgraphSchema([
  { typeDefs: parse("type Query { town: String }"), resolvers: { Query: { town: () => "Himi" } } },
]);
const failingSchema = buildSubgraphSchema([
  {
    typeDefs: parse("type Query { census: Census } type Census { total: Int officer: String! }"),
    resolvers: { Query: { census: () => ({ total: 6, officer: "Aoki" }) } },
  },
]);

const scratch = mkdtempSync(path.join(tmpdir(), "bench-faults-"));
const [calm, failing] = await Promise.all([serveRaw(calmSchema), serveRaw(failingSchema)]);
const { child, url } = await startGateway(calm, failing);
try {
  const faults = Object.entries({ "no fault": undefined, ...deadly, ...spoiled, ...harmless });
  for (const [name, fault] of faults) {
    if (values.fault && !values.fault.includes(name)) continue;
    await report(name, fault);
  }
} finally {
  child.kill("SIGKILL");
  for (const subgraph of [calm, failing]) subgraph.close();
  rmSync(scratch, { recursive: true, force: true });
}

async function startGateway(calm: RawSubgraph, failing: RawSubgraph): Promise<{ child: ChildProcess; url: string }> {
  const env = {
    ...process.env,
    JINKATSU_PORT: "0",
    JINKATSU_DATA: scratch,
    JINKATSU_LOG: "silent",
    JINKATSU_SUBGRAPHS: `calm=${calm.url},failing=${failing.url}`,
  };
  const child = spawn(process.execPath, ["gateway/main.ts", "--alone"], { env, stdio: ["ignore", "pipe", "inherit"] });
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    const [, url] = /(http:\S+?)\/(?:graphql|health)/.exec(chunk.toString()) ?? [];
    if (url !== undefined) return { child, url };
  }
  throw new Error("the gateway did not start");
}

async function report(name: string, fault: Fault | undefined): Promise<void> {
  await untilRight();
  const before = await memory();
  failing.set(fault);
  const until = Date.now() + seconds * 1_000;
  const times: number[] = [];
  let most = before;
  const watch = async () => {
    while (Date.now() < until) {
      most = Math.max(most, await memory());
      await sleep(200);
    }
  };
  await Promise.all([
    watch(),
    ...Array.from({ length: bystanders }, () => askOn("{ town }", until, times)),
    ...Array.from({ length: callers }, () => askOn("{ census { total officer } }", until, [])),
  ]);
  failing.set(undefined);
  const recovery = await untilRight();
  const p99 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
  const figures = [
    `p99 ${p99.toFixed(0)} ms`,
    `+${((most - before) / 2 ** 20).toFixed(0)} MB`,
    `${recovery.toFixed(0)} ms`,
  ];
  console.log(`${name.padEnd(62)} ${figures.map((figure) => figure.padStart(12)).join("")}`);
}

async function askOn(query: string, until: number, times: number[]): Promise<void> {
  while (Date.now() < until) {
    const started = performance.now();
    await ask(query);
    times.push(performance.now() - started);
    await sleep(5);
  }
}

/** How long until the failing subgraph's field is answered again, in milliseconds. */
async function untilRight(): Promise<number> {
  const started = performance.now();
  while ((await ask("{ census { total officer } }"))?.data?.census?.total !== 6) await sleep(10);
  return performance.now() - started;
}

interface Answer {
  readonly data?: { readonly census?: { readonly total: number } | null } | null;
}

async function ask(query: string): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Answer;
}

async function memory(): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]);
}
