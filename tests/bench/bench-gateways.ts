/** Measures gateways side by side: same subgraphs, same query, one core each, 50 connections, rounds taken in turn. */
import { type ChildProcess, fork } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { issueDevelopmentToken } from "../../gateway/access/development-token.ts";
import { recordCalls } from "./record-calls.ts";
import { median, type Round, runRound, warmUp } from "./round.ts";
import { query, subgraphSdls } from "./shop.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
    only: { type: "string", default: "" },
    // A checkout of another commit, with its packages: its engine takes part in the same rounds.
    beside: { type: "string", multiple: true, default: [] },
  },
});

const directory = import.meta.dirname;

type Contender = { readonly name: string; readonly file: string; readonly flags: readonly string[] };

const contenders: readonly Contender[] = [
  { name: "plain @apollo/gateway", file: "peers/apollo.ts", flags: [] },
  { name: "Hive Gateway", file: "peers/hive.ts", flags: [] },
  { name: "Hive Gateway, Rust planner", file: "peers/hive.ts", flags: ["--rust"] },
  { name: "Hive Gateway, Rust planner, sharing", file: "peers/hive.ts", flags: ["--rust", "--share"] },
  { name: "ours", file: "contenders/ours.ts", flags: [] },
  { name: "ours, access and limits", file: "contenders/guarded.ts", flags: [] },
  { name: "ours, sharing reads", file: "contenders/ours.ts", flags: ["--share-reads"] },
  { name: "ours, sharing operations too", file: "contenders/ours.ts", flags: ["--share"] },
  { name: "bare limit", file: "contenders/limit.ts", flags: [] },
];

const children: ChildProcess[] = [];
const scratch = mkdtempSync(join(tmpdir(), "bench-"));
const supergraph = await composeSupergraph();
const calls = join(scratch, "calls.json");
writeFileSync(calls, JSON.stringify(await recordCalls(supergraph.sdl, query)));
const others = values.beside.map((folder) => ({
  name: `ours, of ${folder}`,
  file: resolve(folder, "tests/bench/contenders/ours.ts"),
  flags: [],
}));
const chosen = [...contenders.filter(({ name }) => new RegExp(values.only).test(name)), ...others];
const needPeers = chosen.some(({ file }) => file.startsWith("peers/"));
if (needPeers && !existsSync(join(directory, "peers", "node_modules")))
  throw new Error("First: npm ci --prefix tests/bench/peers");
const wanted = { roles: ["auditor"], holdsFor: 86_400, subject: "bench" } as const;
const token = await issueDevelopmentToken(wanted, { mode: "development", dataFolder: scratch });
const authorization = `Bearer ${token}`;
const running = await startAll(chosen);
for (const gateway of running) await warmUp(gateway, 8000);
const rounds = new Map<string, Round[]>();
for (let round = 0; round < Number(values.rounds); round++)
  for (const gateway of running) {
    const measured = await runRound(gateway, Number(values.seconds) * 1000);
    rounds.set(gateway.name, [...(rounds.get(gateway.name) ?? []), measured]);
  }
report(rounds);
for (const child of children) child.disconnect();

async function composeSupergraph(): Promise<{ file: string; sdl: string }> {
  const urls = await startSubgraphs();
  const services = [...subgraphSdls()].map(([name, sdl]) => ({ name, url: urls[name] ?? "", typeDefs: parse(sdl) }));
  const { supergraphSdl = "" } = composeServices(services);
  const file = join(scratch, "supergraph.graphql");
  writeFileSync(file, supergraphSdl);
  return { file, sdl: supergraphSdl };
}

function startSubgraphs(): Promise<Record<string, string>> {
  const child = start(join(directory, "subgraph-server.ts"), [], lastCore());
  return new Promise((resolve) => child.once("message", (urls) => resolve(urls as Record<string, string>)));
}

async function startAll(chosen: readonly Contender[]) {
  const started = [];
  for (const { name, file, flags } of chosen) {
    const port = await freePort();
    const args = [
      "--supergraph",
      supergraph.file,
      "--port",
      String(port),
      ...(file === "contenders/limit.ts" ? ["--calls", calls] : []),
      ...(file === "contenders/guarded.ts" ? ["--data", scratch] : []),
      ...flags,
    ];
    const child = start(resolve(directory, file), args, 0);
    await new Promise((resolve) => child.once("message", resolve));
    started.push({ name, child, port, authorization });
  }
  return started;
}

/** The gateway has the first core to itself; load and subgraphs share the last. */
function start(file: string, args: readonly string[], core: number): ChildProcess {
  const child = fork(file, args, {
    execPath: "taskset",
    execArgv: ["-c", String(core), process.execPath, "--max-semi-space-size=64", "--no-warnings"],
    env: { ...process.env, NODE_ENV: "production", APOLLO_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  children.push(child);
  return child;
}

function lastCore(): number {
  return availableParallelism() - 1;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function report(all: ReadonlyMap<string, readonly Round[]>): void {
  const medians = [...all].map(([name, each]) => ({ name, ...median(each) }));
  const plain = medians.find(({ name }) => name === "plain @apollo/gateway");
  console.log("gateway | CPU ms per request | × plain Apollo | requests/s | p50 ms | p99 ms | answer bytes");
  for (const { name, cpu, rate, p50, p99, bytes } of medians)
    console.log(
      [
        name,
        cpu.toFixed(2),
        plain ? (plain.cpu / cpu).toFixed(1) : "–",
        rate.toFixed(0),
        p50.toFixed(0),
        p99.toFixed(0),
        bytes,
      ].join(" | "),
    );
  const [open, guarded] = ["ours", "ours, access and limits"].map((wanted) =>
    medians.find(({ name }) => name === wanted),
  );
  if (!open || !guarded) return;
  if (open.bytes !== guarded.bytes)
    throw new Error("Access and limits change the answer, so the two cannot be compared");
  const percent = (of: number, from: number) => `${(100 * (of / from - 1)).toFixed(1)} %`;
  const [cpu, rate] = [percent(guarded.cpu, open.cpu), percent(guarded.rate, open.rate)];
  console.log(`With access and limits: CPU a request ${cpu}, requests/s ${rate}`);
}
