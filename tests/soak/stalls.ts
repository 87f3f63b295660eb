/**
 * Measures how long the thread that serves is held up: a stream of cheap requests, while cold heavy operations are planned over sixty
 * departments built like ours, and while a new supergraph is switched in. `node tests/soak/stalls.ts [departments]`
 */
import { once } from "node:events";
import { mkdtemp, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";
import { startGateway } from "./gateway-process.ts";
import { composed, publishedDepartments } from "./many-departments.ts";

const count = Number(process.argv[2] ?? 60);
const folder = await mkdtemp(path.join(tmpdir(), "stalls-"));
const file = path.join(folder, "supergraph.graphql");
const departments = await publishedDepartments(count);
await writeFile(file, composed(departments));
const next = composed(await publishedDepartments(count - 1));
/** Planning is what is measured: with the limits as they are, none of the heavy operations would ever be planned. */
const limits = "tokens=99999,fields=99999,aliases=999,directives=999,cost=9999999,requests=0,costAtOnce=0";
const preload = ["--import", path.join(import.meta.dirname, "longest-turn.ts")];
const gateway = await startGateway(file, preload, { JINKATSU_LIMITS: limits });
const pool = new Pool(gateway.url, { connections: 50 });

await ask("{ __typename }");
await report("nothing else", () => sleep(5_000));
await report("100 cold heavy operations, 4 at a time", () => askHeavy(100));
await report("a new supergraph", () => replaceSupergraph(next));
await pool.close();
console.log(`ended with ${await gateway.stop()}`);

/** Latencies of a cheap request every 5 ms for as long as the work takes. */
async function report(name: string, work: () => Promise<void>): Promise<void> {
  const latencies: number[] = [];
  let isOver = false;
  const asking: Promise<void>[] = [];
  const stream = (async () => {
    while (!isOver) {
      asking.push(timed(latencies));
      await sleep(5);
    }
    await Promise.all(asking);
  })();
  await longestTurn();
  const started = performance.now();
  await work();
  isOver = true;
  await stream;
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
  const took = ((performance.now() - started) / 1000).toFixed(1);
  const turn = (await longestTurn()).toFixed(1);
  console.log(
    `${name}: ${took} s; longest turn of the serving thread ${turn} ms CPU; ${sorted.length} cheap requests, ms p50 ${at(0.5)} p99 ${at(0.99)} max ${at(1)}`,
  );
}

async function longestTurn(): Promise<number> {
  gateway.child.send("longest turn");
  const [milliseconds] = await once(gateway.child, "message");
  return Number(milliseconds);
}

async function timed(latencies: number[]): Promise<void> {
  const asked = performance.now();
  await ask("{ __typename }");
  latencies.push(performance.now() - asked);
}

async function askWell(query: string): Promise<void> {
  const answer = await ask(query);
  const refused = JSON.stringify(answer).match(/"code":"(?!SUBGRAPH_UNREACHABLE)[A-Z_]+"/);
  if (refused) throw new Error(`The heavy operation was not planned: ${JSON.stringify(answer).slice(0, 300)}`);
}

async function ask(query: string): Promise<unknown> {
  const headers = { "content-type": "application/json" };
  const answer = await pool.request({ method: "POST", path: "/graphql", headers, body: JSON.stringify({ query }) });
  return answer.body.json();
}

async function askHeavy(operations: number): Promise<void> {
  let number = 0;
  const one = async () => {
    while (number < operations) await askWell(heavy(number++));
  };
  await Promise.all([one(), one(), one(), one()]);
}

/** A page with something of every department in it, nested, and different from every other. */
function heavy(number: number): string {
  const names = departments.map(({ name }) => name).filter((name) => name !== "catalog");
  const parts = names.map((name, index) => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Measure`;
    return `... on ${type} { own${index}: ${ownField(name)} a${index}: name { ja } department { name { ja en } code } budgets { amount } }`;
  });
  return `{ h${number}: measures(first: ${(number % 90) + 1}) { totalCount nodes { id name { ja en } ${parts.join(" ")} } } }`;
}

function ownField(name: string): string {
  if (name.startsWith("welfare")) return "qualificationsHeld";
  return name.startsWith("education") ? "staffRoles" : "paymentTrigger";
}

async function replaceSupergraph(sdl: string): Promise<void> {
  await writeFile(`${file}.draft`, sdl);
  await rename(`${file}.draft`, file);
  const isServed = `{ __type(name: "Query") { fields { name } } }`;
  const last = `${departments.at(-2)?.name}Measures`;
  while (JSON.stringify(await ask(isServed)).includes(`"${last}"`)) await sleep(200);
}
