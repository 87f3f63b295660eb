/**
 * Measures publishing: how long composing takes at 4, 20 and 60 departments, beside bare `composeServices` in the same run;
 * and how long it takes from a publish to the first answer with its new field, from a hub that runs as a process.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { admitDepartment } from "../../gateway/registry/store/departments.ts";
import { openRegistryDatabase } from "../../gateway/registry/store/open.ts";
import { issueToken } from "../../gateway/registry/store/tokens.ts";
import type { PublishedSubgraph } from "../../gateway/supergraph/compose.ts";
import { composeApart } from "../../gateway/supergraph/compose-apart.ts";
import { publishedDepartments } from "../soak/many-departments.ts";
import { serveSmallSubgraph } from "../support/small-subgraph.ts";
import { endAll, freePort, ready, start } from "./system/processes.ts";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, departments: { type: "string", default: "4,20,60" } },
});
const rounds = Number(values.rounds);
const scratch = mkdtempSync(path.join(tmpdir(), "bench-registry-"));

try {
  for (const count of values.departments.split(",").filter(Boolean)) await measureComposing(Number(count));
  await measurePublishing();
} finally {
  await endAll();
  rmSync(scratch, { recursive: true, force: true });
}

async function measureComposing(count: number): Promise<void> {
  const subgraphs = await publishedDepartments(count);
  const [bare, ours]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    bare.push(await timed(async () => composeBare(subgraphs)));
    ours.push(await timed(() => composeApart(subgraphs)));
  }
  say(`composing ${count} departments`, { "bare composeServices": bare, "the hub's, on a thread of its own": ours });
}

function composeBare(subgraphs: readonly PublishedSubgraph[]): void {
  const { errors } = composeServices(subgraphs.map(({ sdl, ...each }) => ({ ...each, typeDefs: parse(sdl) })));
  if (errors) throw new Error(errors[0]?.message);
}

async function measurePublishing(): Promise<void> {
  const fields = Array.from({ length: rounds + 1 }, (_, index) => `"番号。" field${index}: Int`);
  const resolvers = { Query: Object.fromEntries(fields.map((_, index) => [`field${index}`, () => index])) };
  const subgraph = await serveSmallSubgraph({ sdl: `type Query { ${fields.join(" ")} }`, resolvers });
  const { hub, token } = await startHub();
  const publishFirst = (count: number) =>
    publish(hub, token, {
      url: subgraph.url,
      sdl: `"問い合わせ。" type Query { ${fields.slice(0, count).join(" ")} }`,
    });
  const [whole, followed]: [number[], number[]] = [[], []];
  await publishFirst(1);
  for (let round = 1; round <= rounds; round++) {
    const began = Date.now();
    const answered = firstAnswer(hub, `{ field${round} }`);
    const storedAt = await publishFirst(round + 1);
    const answeredAt = await answered;
    whole.push(answeredAt - began);
    followed.push(answeredAt - storedAt);
  }
  await subgraph.close();
  say("publishing one more field to a hub of four departments and a fifth subgraph", {
    "request to first answer with the field": whole,
    "stored to first answer with the field": followed,
  });
}

async function startHub() {
  const port = String(await freePort());
  const settings = { dataFolder: path.join(scratch, "hub"), databaseUrl: undefined };
  start(["gateway/main.ts"], { JINKATSU_PORT: port, JINKATSU_DATA: settings.dataFolder, JINKATSU_LOG: "error" });
  const hub = `http://127.0.0.1:${port}`;
  await ready(`${hub}/health/ready`);
  return { hub, token: await tokenFor(settings) };
}

async function tokenFor(settings: Parameters<typeof openRegistryDatabase>[0]): Promise<string> {
  const database = await openRegistryDatabase(settings);
  const title = { ja: "予報", en: "Forecast" };
  await admitDepartment(database, { name: "forecast", title, audiences: [], author: "bench" });
  const expiresAt = new Date(Date.now() + 3_600_000);
  const issued = await issueToken(database, { department: "forecast", label: "bench", scopes: ["publish"], expiresAt });
  await database.close();
  return issued.token;
}

/** @returns when it was stored, by the clock of this machine */
async function publish(hub: string, token: string, schema: object): Promise<number> {
  const response = await fetch(`${hub}/registry/publish`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ subgraph: "forecast", ...schema }),
  });
  const answer = await response.json();
  if (answer.outcome !== "published") throw new Error(JSON.stringify(answer).slice(0, 500));
  return Date.parse(answer.version.at);
}

/** @throws Error where there is none in three minutes */
async function firstAnswer(hub: string, query: string): Promise<number> {
  const deadline = Date.now() + 180_000;
  for (;;) {
    const response = await fetch(`${hub}/graphql`, asking(query));
    const { errors } = await response.json();
    if (errors === undefined) return Date.now();
    if (Date.now() > deadline) throw new Error(`${query}: ${JSON.stringify(errors)}`);
    await sleep(20);
  }
}

function asking(query: string): RequestInit {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query }) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function say(title: string, measured: Readonly<Record<string, readonly number[]>>): void {
  process.stdout.write(`\n${title}, ms (median of ${rounds}; least to most)\n`);
  for (const [name, times] of Object.entries(measured)) {
    const inOrder = times.map(Math.round).sort((a, b) => a - b);
    const median = inOrder[Math.floor(inOrder.length / 2)];
    process.stdout.write(`  ${name.padEnd(40)} ${median}  (${inOrder[0]} to ${inOrder.at(-1)})\n`);
  }
}
