/** What a page of 50 measures costs the hub by each way of asking for it, beside executing it for a POST; all in one run. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Pool } from "undici";
import { commandOf } from "../support/command-of.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "2" },
    connections: { type: "string", default: "8" },
  },
});
const connections = Number(values.connections);

const page = `query Page { measures(first: 50) { totalCount nodes { id code name { ja en } department { name { ja } }
  ownerUnit { name { ja } } pillar areas { name { ja } } targetGroups { name { ja } } sources { url } }
  pageInfo { hasNextPage endCursor } } }`;
const byId = `?documentId=${createHash("sha256").update(page).digest("hex")}`;
const json = { "content-type": "application/json", accept: "application/json" };
const text = JSON.stringify({ query: page });

interface Way {
  readonly name: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
}

interface Figures {
  /** Milliseconds of CPU of the hub for each request. */
  readonly cpu: number;
  readonly rate: number;
  /** Of an answer's body. */
  readonly bytes: number;
}

const post: Way = { name: "POST with text", method: "POST", path: "/graphql", headers: json, status: 200 };
const get = (name: string, encoding?: string): Way => ({
  name,
  method: "GET",
  path: `/graphql${byId}`,
  headers: { accept: "application/json", ...(encoding && { "accept-encoding": encoding }) },
  status: 200,
});

const scratch = mkdtempSync(path.join(tmpdir(), "bench-http-"));
const children: ChildProcess[] = [];
try {
  await measure("embedded, SQLite: all of its CPU", await startEmbedded());
  await measure("subgraphs in processes of their own: the gateway's CPU", await startApart());
} finally {
  for (const child of children) child.kill("SIGKILL");
  rmSync(scratch, { recursive: true, force: true });
}

interface Started {
  readonly url: string;
  readonly child: ChildProcess;
}

async function measure(title: string, hub: Started): Promise<void> {
  const { headers } = await fetch(`${hub.url}/graphql${byId}`, { headers: { accept: "application/json" } });
  const unchanged = get("GET by id, If-None-Match: 304");
  const ways: readonly Way[] = [
    post,
    { ...unchanged, headers: { ...unchanged.headers, "if-none-match": headers.get("etag") ?? "" }, status: 304 },
    get("GET by id"),
    get("GET by id, zstd", "zstd"),
    get("GET by id, br", "br"),
    get("GET by id, gzip", "gzip"),
    { ...post, name: "POST with text to /graphql/portal", path: "/graphql/portal" },
  ];
  const rounds = new Map<Way, Figures[]>(ways.map((way) => [way, []]));
  for (const way of ways) await load(hub, way, 1);
  for (let round = 0; round < Number(values.rounds); round++)
    for (const way of ways) rounds.get(way)?.push(await load(hub, way, Number(values.seconds)));
  report(title, new Map([...rounds].map(([{ name }, figures]) => [name, median(figures)])));
}

async function load({ url, child }: Started, { method, path, headers, status }: Way, seconds: number) {
  const pool = new Pool(url, { connections });
  let [count, bytes] = [0, 0];
  const before = cpuOf(child);
  const started = performance.now();
  const ask = async () => {
    while (performance.now() - started < seconds * 1_000) {
      const answer = await pool.request({ method, path, headers, ...(method === "POST" && { body: text }) });
      bytes = (await answer.body.arrayBuffer()).byteLength;
      if (answer.statusCode !== status) throw new Error(`${method} ${path}: status ${answer.statusCode}`);
      count++;
    }
  };
  await Promise.all(Array.from({ length: connections }, ask));
  const elapsed = performance.now() - started;
  await pool.close();
  return { cpu: (cpuOf(child) - before) / count, rate: (count * 1_000) / elapsed, bytes };
}

/** In milliseconds, of all threads; the kernel counts in hundredths of a second. */
function cpuOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function median(figures: readonly Figures[]): Figures {
  const middle = (of: (one: Figures) => number) => figures.map(of).toSorted((a, b) => a - b)[figures.length >> 1] ?? 0;
  return { cpu: middle(({ cpu }) => cpu), rate: middle(({ rate }) => rate), bytes: middle(({ bytes }) => bytes) };
}

function report(title: string, measured: ReadonlyMap<string, Figures>): void {
  const baseline = measured.get(post.name) ?? { cpu: 1, bytes: 1 };
  const ofAll = `${values.connections} at a time, median of ${values.rounds} rounds of ${values.seconds} s`;
  process.stdout.write(`\n${title} (${ofAll})\n`);
  for (const [name, { cpu, rate, bytes }] of measured) {
    const shares = [cpu / baseline.cpu, bytes / baseline.bytes].map((share) => `× ${share.toFixed(3)}`);
    process.stdout.write(
      `  ${name.padEnd(36)} ${cpu.toFixed(3).padStart(7)} ms CPU ${shares[0]}  ${String(bytes).padStart(6)} bytes ${shares[1]}  ${rate.toFixed(0)} requests/s\n`,
    );
  }
}

function documentsFolder(): string {
  const file = path.join(scratch, "documents.json");
  writeFileSync(file, JSON.stringify({ [createHash("sha256").update(page).digest("hex")]: page }));
  return file;
}

async function startEmbedded(): Promise<Started> {
  return start(commandOf("start"), { JINKATSU_DATA: path.join(scratch, "embedded") });
}

async function startApart(): Promise<Started> {
  const common = {
    JINKATSU_DATA: path.join(scratch, "apart"),
    JINKATSU_SUBGRAPH_KEYS: `*=${"k".repeat(32)}`,
  };
  const addresses: string[] = [];
  for (const name of ["education", "employment", "industry", "welfare", "catalog", "audit"]) {
    const { url } = await start(["subgraphs/serve.ts", name], { ...common, JINKATSU_SUBGRAPHS: addresses.join() });
    addresses.push(`${name}=${url}/graphql`);
  }
  return start(commandOf("gateway"), { ...common, JINKATSU_SUBGRAPHS: addresses.join() });
}

async function start(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Started> {
  const port = await freePort();
  const settings = {
    JINKATSU_PORT: String(port),
    JINKATSU_LOG: "silent",
    JINKATSU_LIMITS: "requests=100000000",
    // Each request is executed for itself, however many ask the same at the same time.
    JINKATSU_UNSHARED: "*",
    JINKATSU_TRUSTED_DOCUMENTS: documentsFolder(),
  };
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...settings, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  children.push(child);
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return { url, child };
    await sleep(100);
  }
  throw new Error(`${args.join(" ")} is not ready after a minute`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
