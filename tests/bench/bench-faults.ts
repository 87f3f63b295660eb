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
import { commandOf } from "../support/command-of.ts";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "2" }, fault: { type: "string", multiple: true } },
});

const seconds = Number(values.seconds);
const bystanders = 4;
const callers = 6;

const promised = { p99: 500, megabytes: 200, recovery: 2_000 };

const calmSchema = buildSubgraphSchema([
  {
    typeDefs: parse('type Query { town: String place: Town } type Town @key(fields: "id") { id: ID! }'),
    resolvers: { Query: { town: () => "Himi", place: () => ({ id: "himi" }) } },
  },
]);
const failingSchema = buildSubgraphSchema([
  {
    typeDefs: parse(`
      type Query { census: Census }
      type Mutation { count: Census }
      type Census { total: Int officer: String! }
      type Town @key(fields: "id") { id: ID! census: Census }`),
    resolvers: {
      Query: { census: () => ({ total: 6, officer: "Aoki" }) },
      Mutation: { count: () => ({ total: 6, officer: "Aoki" }) },
      Town: { __resolveReference: ({ id }: { id: string }) => ({ id, census: { total: 6, officer: "Aoki" } }) },
    },
  },
]);

/** A root field, an entity join and a mutation of the failing subgraph. */
const questions = [
  "{ census { total officer } }",
  "{ place { id census { total officer } } }",
  "mutation { count { total officer } }",
];

interface Felt {
  readonly p99: number;
  /** Of the gateway, more than before. */
  readonly megabytes: number;
  /** Until every question about the failing subgraph is answered again, in milliseconds. */
  readonly recovery: number;
}

const scratch = mkdtempSync(path.join(tmpdir(), "bench-faults-"));
const [calm, failing] = await Promise.all([serveRaw(calmSchema), serveRaw(failingSchema)]);
const { child, url } = await startGateway(calm, failing);
try {
  const faults = Object.entries({ "no fault": undefined, ...deadly, ...spoiled, ...harmless });
  const broken: string[] = [];
  for (const [name, fault] of faults) {
    if (values.fault && !values.fault.includes(name)) continue;
    const felt = await measure(fault);
    report(name, felt);
    if (isBroken(felt)) broken.push(name);
  }
  console.log(broken.length === 0 ? "\nEvery promise was kept." : `\nNot kept: ${broken.join(", ")}`);
  process.exitCode = broken.length === 0 ? 0 : 1;
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
  const child = spawn(process.execPath, commandOf("gateway"), { env, stdio: ["ignore", "pipe", "inherit"] });
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    const [, url] = /(http:\S+?)\/(?:graphql|health)/.exec(chunk.toString()) ?? [];
    if (url !== undefined) return { child, url };
  }
  throw new Error("the gateway did not start");
}

async function measure(fault: Fault | undefined): Promise<Felt> {
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
    ...Array.from({ length: callers }, (_, at) => askOn(questions[at % questions.length] ?? "", until, [])),
  ]);
  failing.set(undefined);
  const recovery = await untilRight();
  const p99 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
  return { p99, megabytes: (most - before) / 2 ** 20, recovery };
}

function isBroken({ p99, megabytes, recovery }: Felt): boolean {
  return !(p99 <= promised.p99 && megabytes <= promised.megabytes && recovery <= promised.recovery);
}

function report(name: string, { p99, megabytes, recovery }: Felt): void {
  const figures = [`p99 ${p99.toFixed(0)} ms`, `+${megabytes.toFixed(0)} MB`, `${recovery.toFixed(0)} ms`];
  console.log(`${name.padEnd(66)} ${figures.map((figure) => figure.padStart(12)).join("")}`);
}

async function askOn(query: string, until: number, times: number[]): Promise<void> {
  while (Date.now() < until) {
    const started = performance.now();
    await ask(query);
    times.push(performance.now() - started);
    await sleep(5);
  }
}

/** How long until all that needs the failing subgraph is answered again, in milliseconds. */
async function untilRight(): Promise<number> {
  const started = performance.now();
  for (const question of questions) while (!(await isRight(question))) await sleep(10);
  return performance.now() - started;
}

async function isRight(question: string): Promise<boolean> {
  const answer = await ask(question);
  return !answer.includes('"errors"') && answer.includes('"total":6');
}

async function ask(query: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  return response.text();
}

async function memory(): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]);
}
