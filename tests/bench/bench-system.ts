/**
 * Measures the whole system on MySQL or MariaDB: plain @apollo/gateway in front of our subgraph processes, our gateway in
 * front of the same processes, and the hub in one process; the same questions, the same answers, rounds taken in turn.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { dropSchemas } from "./system/drop-schemas.ts";
import { answerOf, type Contender, median, type Round, runRound } from "./system/load.ts";
import { endAll, freePort, ready, start } from "./system/processes.ts";
import { differentQuestions, popularQuestion, type Question } from "./system/questions.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
    connections: { type: "string", default: "20" },
    database: { type: "string", default: "mysql://root@127.0.0.1:3306" },
    only: { type: "string", default: "" },
  },
});

const prefix = `jkbench_${process.pid}`;
const scratch = mkdtempSync(path.join(tmpdir(), "bench-system-"));
const bench = import.meta.dirname;
const departments = ["education", "employment", "industry", "welfare"];
const different = differentQuestions();

try {
  const contenders = await startContenders();
  await compareAnswers(contenders);
  const bare = await startBare(await answerOf(contenders[0], popularQuestion));
  const chosen = [...contenders, bare].filter(({ name }) => new RegExp(values.only).test(name));
  report("all ask the same", await measureInTurn(chosen, [popularQuestion]));
  report("all ask something different", await measureInTurn(chosen, different));
} finally {
  await endAll();
  await dropSchemas(`${values.database}/${prefix}`);
  rmSync(scratch, { recursive: true, force: true });
}

async function startContenders(): Promise<[Contender, Contender, Contender]> {
  const subgraphs = await startSubgraphs();
  const ids = subgraphs.map(({ id }) => id);
  const addresses = subgraphs.map(({ name, url }) => `${name}=${url}`).join();
  const distributed = await startHub("distributed", ["--alone"], { JINKATSU_SUBGRAPHS: addresses });
  const apollo = await startApollo(path.join(scratch, "distributed", "supergraph.graphql"));
  const embedded = await startHub("embedded", [], { JINKATSU_DATABASE_URL: databaseUrl("embedded") });
  return [
    { name: "plain @apollo/gateway over our subgraphs", url: apollo.url, gateway: apollo.id, subgraphs: ids },
    { name: "hub, distributed over the same", url: distributed.url, gateway: distributed.id, subgraphs: ids },
    { name: "hub, embedded", url: embedded.url, gateway: embedded.id, subgraphs: [] },
  ];
}

interface Started {
  readonly url: string;
  readonly id: number;
}

async function startSubgraphs() {
  const own = await Promise.all(departments.map((name) => startSubgraph(name, "")));
  const addresses = own.map(({ name, url }) => `${name}=${url}`).join();
  return [...own, await startSubgraph("catalog", addresses)];
}

async function startSubgraph(name: string, subgraphs: string) {
  const port = await freePort();
  const id = start(["subgraphs/serve.ts", name], {
    JINKATSU_PORT: String(port),
    JINKATSU_DATA: path.join(scratch, name),
    JINKATSU_DATABASE_URL: databaseUrl("distributed"),
    JINKATSU_SUBGRAPHS: subgraphs,
  });
  const url = `http://127.0.0.1:${port}/graphql`;
  await ready(url, asking("{ __typename }"));
  return { name, url, id };
}

async function startHub(name: string, flags: readonly string[], more: Record<string, string>): Promise<Started> {
  const port = await freePort();
  const settings = { JINKATSU_PORT: String(port), JINKATSU_DATA: path.join(scratch, name), JINKATSU_LOG: "silent" };
  const id = start(["gateway/main.ts", ...flags], { ...settings, ...more });
  const url = `http://127.0.0.1:${port}`;
  await ready(`${url}/health/ready`);
  return { url, id };
}

async function startApollo(supergraph: string): Promise<Started> {
  const port = await freePort();
  const id = start([path.join(bench, "peers/apollo.ts"), "--supergraph", supergraph, "--port", String(port)]);
  const url = `http://127.0.0.1:${port}`;
  await ready(url, asking("{ __typename }"));
  return { url, id };
}

async function startBare(answer: string): Promise<Contender> {
  const port = await freePort();
  const file = path.join(scratch, "answer.json");
  writeFileSync(file, answer);
  const id = start([path.join(bench, "bare-server.ts"), String(port), file]);
  const url = `http://127.0.0.1:${port}`;
  await ready(url);
  return { name: "bare node:http, same bytes", url, gateway: id, subgraphs: [] };
}

function asking(query: string): RequestInit {
  return { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query }) };
}

function databaseUrl(part: string): string {
  return `${values.database}/${prefix}_${part}`;
}

/** Byte for byte, for the question of all and for a share of the others. */
async function compareAnswers(contenders: readonly [Contender, ...Contender[]]): Promise<void> {
  const asked = [popularQuestion, ...different.filter((_, index) => index % 97 === 0)];
  for (const question of asked) {
    const [first, ...others] = await Promise.all(contenders.map((contender) => answerOf(contender, question)));
    if (others.some((other) => other !== first))
      throw new Error(`answers differ: ${JSON.stringify(question.variables)}`);
  }
}

async function measureInTurn(contenders: readonly Contender[], questions: readonly Question[]) {
  const load = { questions, connections: Number(values.connections), seconds: Number(values.seconds) };
  const rounds = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
  for (const contender of contenders) await runRound(contender, load);
  for (let round = 0; round < Number(values.rounds); round++)
    for (const contender of contenders) rounds.get(contender.name)?.push(await runRound(contender, load));
  return new Map([...rounds].map(([name, each]) => [name, median(each)]));
}

function report(title: string, measured: ReadonlyMap<string, Round>): void {
  const [plain] = measured.values();
  console.log(
    `\n${title}: ${values.connections} connections, median of ${values.rounds} rounds of ${values.seconds} s`,
  );
  console.log("contender | requests/s | × plain | p50 ms | p99 ms | CPU ms per request: gateway | subgraphs");
  for (const [name, { rate, p50, p99, gatewayCpu, subgraphCpu }] of measured) {
    const times = (rate / (plain?.rate ?? rate)).toFixed(1);
    console.log(
      [
        name,
        rate.toFixed(0),
        times,
        p50.toFixed(1),
        p99.toFixed(1),
        gatewayCpu.toFixed(2),
        subgraphCpu.toFixed(2),
      ].join(" | "),
    );
  }
}
