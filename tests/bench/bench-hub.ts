/** Measures the hub as a user meets it, each figure beside a bare server that answers the same bytes, in one run. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Pool } from "undici";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "4" },
    connections: { type: "string", default: "20" },
  },
});

/** The questions that are measured. */
const questions = {
  "catalog page, 50 measures": `{ measures(first: 50) { totalCount nodes { id code name { ja en } department { name { ja } }
    ownerUnit { name { ja } } pillar areas { name { ja } } targetGroups { name { ja } } sources { url } }
    pageInfo { hasNextPage endCursor } } }`,
  "join over four departments, 50 measures": `{ measures(first: 50, orderBy: { field: NAME, direction: ASC }) { nodes { id name { ja }
    ... on EmploymentMeasure { paymentTrigger partnerBodies { ja } } ... on EducationMeasure { schoolKinds hostKinds }
    ... on WelfareMeasure { qualificationsEarned writeOffYears } ... on IndustryMeasure { investmentKinds productivityGrowthPercent } } } }`,
} as const;

interface Contender {
  readonly name: string;
  readonly url: string;
}

interface Figures {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
}

const headers = { "content-type": "application/json" };
const scratch = mkdtempSync(path.join(tmpdir(), "bench-hub-"));
const children: ChildProcess[] = [];
try {
  const hub = await startHub("hub", "hub");
  const reference = await startHub("hub, plain @apollo/gateway", "apollo");
  for (const [name, query] of Object.entries(questions)) {
    const bare = await startBare(await answerOf(hub, query));
    report(name, await measureInTurn([hub, reference, bare], query));
  }
} finally {
  for (const child of children) child.kill("SIGKILL");
  rmSync(scratch, { recursive: true, force: true });
}

async function startHub(name: string, engine: string): Promise<Contender> {
  const port = await freePort();
  const env = {
    JINKATSU_PORT: String(port),
    JINKATSU_DATA: path.join(scratch, engine),
    JINKATSU_ENGINE: engine,
    JINKATSU_LOG: "silent",
  };
  start(["gateway/main.ts"], env);
  await ready(`http://127.0.0.1:${port}/health/ready`);
  return { name, url: `http://127.0.0.1:${port}` };
}

async function startBare(answer: string): Promise<Contender> {
  const port = await freePort();
  const file = path.join(scratch, `${port}.json`);
  writeFileSync(file, answer);
  start([path.join(import.meta.dirname, "bare-server.ts"), String(port), file], {});
  await ready(`http://127.0.0.1:${port}/`);
  return { name: "bare node:http, same bytes", url: `http://127.0.0.1:${port}` };
}

function start(args: readonly string[], env: Record<string, string>): void {
  children.push(
    spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "inherit"] }),
  );
}

async function ready(url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`${url} is not ready after 30 s`);
}

async function answerOf({ url }: Contender, query: string): Promise<string> {
  const answer = await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify({ query }) });
  const text = await answer.text();
  if (text.includes('"errors"')) throw new Error(`the question itself fails: ${text.slice(0, 300)}`);
  return text;
}

/** Medians of rounds that the contenders take in turn, so that all meet the same noise. */
async function measureInTurn(contenders: readonly Contender[], query: string): Promise<Map<string, Figures>> {
  const rounds = new Map<string, Figures[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const { name, url } of contenders) rounds.get(name)?.push(await load(url, query));
  }
  return new Map([...rounds].map(([name, figures]) => [name, median(figures)]));
}

async function load(url: string, query: string): Promise<Figures> {
  const connections = Number(values.connections);
  const pool = new Pool(url, { connections });
  const body = JSON.stringify({ query });
  const times: number[] = [];
  const ask = async (until: number, times: number[]) => {
    while (performance.now() < until) {
      const asked = performance.now();
      const answer = await pool.request({ method: "POST", path: "/graphql", headers, body });
      await answer.body.arrayBuffer();
      if (answer.statusCode !== 200) throw new Error(`status ${answer.statusCode}`);
      times.push(performance.now() - asked);
    }
  };
  const warm = performance.now() + 1_000;
  await Promise.all(Array.from({ length: connections }, () => ask(warm, [])));
  const started = performance.now();
  const until = started + Number(values.seconds) * 1_000;
  await Promise.all(Array.from({ length: connections }, () => ask(until, times)));
  const elapsed = performance.now() - started;
  await pool.close();
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { rate: (times.length * 1_000) / elapsed, p50: at(0.5), p99: at(0.99) };
}

function median(figures: readonly Figures[]): Figures {
  const middle = (of: (one: Figures) => number) => figures.map(of).sort((a, b) => a - b)[figures.length >> 1] ?? 0;
  return { rate: middle(({ rate }) => rate), p50: middle(({ p50 }) => p50), p99: middle(({ p99 }) => p99) };
}

function report(question: string, measured: ReadonlyMap<string, Figures>): void {
  const limit = [...measured.values()].at(-1)?.rate ?? 1;
  process.stdout.write(
    `\n${question} (${values.connections} connections, median of ${values.rounds} rounds of ${values.seconds} s)\n`,
  );
  for (const [name, { rate, p50, p99 }] of measured) {
    const share = `${((rate / limit) * 100).toFixed(1)} % of bare`;
    process.stdout.write(
      `  ${name.padEnd(28)} ${rate.toFixed(0).padStart(7)} requests/s  p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms  ${share}\n`,
    );
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
