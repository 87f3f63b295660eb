/**
 * Measures publishing: how long composing takes at 4, 20 and 60 departments, beside bare `composeServices` in the same run;
 * and how long it takes from a publish to the first answer with its new field, from the gateway that took it and, where
 * JINKATSU_BENCH_DATABASE_URL names a server, from another replica; its schemas are dropped afterwards.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import type { PublishedSubgraph } from "../../gateway/supergraph/compose.ts";
import { composeApart } from "../../gateway/supergraph/compose-apart.ts";
import { publishedDepartments } from "../soak/many-departments.ts";
import { dropSchemas } from "./system/drop-schemas.ts";
import { type Grown, startGrowing } from "./system/growing-subgraph.ts";
import { endAll } from "./system/processes.ts";
import { type Replicas, startEmbedded, startReplicas } from "./system/replicas.ts";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, departments: { type: "string", default: "4,20,60" } },
});
const rounds = Number(values.rounds);
const server = process.env["JINKATSU_BENCH_DATABASE_URL"];
const databaseUrl = server === undefined ? undefined : new URL(`/jkbench_${process.pid}`, server).href;
const scratch = mkdtempSync(path.join(tmpdir(), "bench-registry-"));

try {
  for (const count of values.departments.split(",").filter(Boolean)) await measureComposing(Number(count));
  await measurePublishing("one process with four departments on SQLite", await startEmbedded(scratch));
  if (databaseUrl !== undefined)
    await measurePublishing("two gateways, MySQL", await startReplicas(scratch, databaseUrl, 2));
} finally {
  await endAll();
  if (databaseUrl !== undefined) await dropSchemas(databaseUrl);
  rmSync(scratch, { recursive: true, force: true });
}

async function measureComposing(count: number): Promise<void> {
  const subgraphs = await publishedDepartments(count);
  const [bare, ours]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    bare.push(await timed(async () => composeBare(subgraphs)));
    ours.push(await timed(() => composeOurs(subgraphs)));
  }
  say(`composing ${count} departments`, { "bare composeServices": bare, "the hub's, on a thread of its own": ours });
}

function composeBare(subgraphs: readonly PublishedSubgraph[]): void {
  const { errors } = composeServices(subgraphs.map(({ sdl, ...each }) => ({ ...each, typeDefs: parse(sdl) })));
  if (errors) throw new Error(errors[0]?.message);
}

async function composeOurs(subgraphs: readonly PublishedSubgraph[]): Promise<void> {
  const composition = await composeApart(subgraphs);
  if (composition.outcome === "refused") throw new Error(composition.reasons[0]);
}

async function measurePublishing(title: string, replicas: Replicas): Promise<void> {
  const growing = await startGrowing(replicas, rounds + 1);
  // What only the first publish of a department does is not measured.
  await growing.grow();
  const grown: Grown[] = [];
  for (let round = 0; round < rounds; round++) grown.push(await growing.grow());
  await growing.close();
  await endAll();
  const names = ["the gateway that took it", "another replica"].slice(0, replicas.gateways.length);
  const figures = names.flatMap((name, gateway) => [
    [`request to first answer, ${name}`, grown.map(({ fromRequest }) => fromRequest[gateway] ?? Number.NaN)] as const,
    [`stored to first answer, ${name}`, grown.map(({ fromStored }) => fromStored[gateway] ?? Number.NaN)] as const,
  ]);
  say(`publishing one more field of a fifth department, ${title}`, Object.fromEntries(figures));
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
    process.stdout.write(`  ${name.padEnd(52)} ${median}  (${inOrder[0]} to ${inOrder.at(-1)})\n`);
  }
}
