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
import { agriculture } from "../support/agriculture/department.ts";
import { endAll, freePort, ready, start } from "./system/processes.ts";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, departments: { type: "string", default: "4,20,60" } },
});
const rounds = Number(values.rounds);
const scratch = mkdtempSync(path.join(tmpdir(), "bench-registry-"));

try {
  for (const count of values.departments.split(",").map(Number)) await measureComposing(count);
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
  const { hub, url, token } = await startHub();
  const [whole, followed]: [number[], number[]] = [[], []];
  await publish(hub, token, { url, sdl: agriculture.sdl });
  for (let round = 1; round <= rounds; round++) {
    const fields = Array.from({ length: round }, (_, index) => `"番号。" field${index}: Int`).join(" ");
    const sdl = agriculture.sdl.replace("trainingFarmAres: Int", `trainingFarmAres: Int ${fields}`);
    const began = Date.now();
    const answered = firstAnswer(hub, `{ agricultureMeasures { nodes { field${round - 1} } } }`);
    const committedAt = await publish(hub, token, { url, sdl });
    const answeredAt = await answered;
    whole.push(answeredAt - began);
    followed.push(answeredAt - committedAt);
  }
  say("publishing one more field to a hub of five departments", {
    "request to first answer with the field": whole,
    "stored to first answer with the field": followed,
  });
}

async function startHub() {
  const [hubPort, ownPort] = [await freePort(), await freePort()];
  const settings = { dataFolder: path.join(scratch, "hub"), databaseUrl: undefined };
  start(["gateway/main.ts"], {
    JINKATSU_PORT: String(hubPort),
    JINKATSU_DATA: settings.dataFolder,
    JINKATSU_LOG: "error",
  });
  start(["tests/support/processes/serve-agriculture.ts"], {
    JINKATSU_PORT: String(ownPort),
    JINKATSU_DATA: path.join(scratch, "agriculture"),
  });
  const [hub, url] = [`http://127.0.0.1:${hubPort}`, `http://127.0.0.1:${ownPort}/graphql`];
  await ready(`${hub}/health/ready`);
  await ready(url, asking("{ __typename }"));
  return { hub, url, token: await tokenFor(settings) };
}

async function tokenFor(settings: Parameters<typeof openRegistryDatabase>[0]): Promise<string> {
  const database = await openRegistryDatabase(settings);
  const department = { name: "agriculture", title: agriculture.name, audiences: [], author: "bench" };
  await admitDepartment(database, department);
  const expiresAt = new Date(Date.now() + 3_600_000);
  const issued = await issueToken(database, {
    department: "agriculture",
    label: "bench",
    scopes: ["publish"],
    expiresAt,
  });
  await database.close();
  return issued.token;
}

/** @returns when it was stored, by the clock of this machine */
async function publish(hub: string, token: string, schema: object): Promise<number> {
  const response = await fetch(`${hub}/registry/publish`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ subgraph: "agriculture", ...schema }),
  });
  const answer = await response.json();
  if (answer.outcome !== "published") throw new Error(JSON.stringify(answer).slice(0, 500));
  return Date.parse(answer.version.at);
}

async function firstAnswer(hub: string, query: string): Promise<number> {
  for (;;) {
    const response = await fetch(`${hub}/graphql`, asking(query));
    const { errors } = await response.json();
    if (errors === undefined) return Date.now();
    await sleep(10);
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
