/**
 * What a bystander feels while the database of one department fails: p99 of another department's answers and memory of the gateway, while it
 * is silent and while it is killed, and the time until the department answers again once it is back. Ends with 1 where a promise is not kept.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { answers } from "../setup/database-server.ts";
import { startPrivateServer } from "../setup/private-database-server.ts";
import { commandOf } from "../support/command-of.ts";
import { send } from "../support/raw-http.ts";
import { startSilentProxy } from "../support/silent-proxy.ts";
import { attackOf, isBroken, measure, type Target } from "./attacks/felt.ts";
import { endAll, freePort, ready, start } from "./system/processes.ts";

const force = { seconds: 8, attackers: 6 };
const scratch = mkdtempSync(path.join(tmpdir(), "bench-database-faults-"));
const database = await startPrivateServer(answers);
if (!database) throw new Error("Neither mariadbd nor mysqld is installed here");
const proxy = await startSilentProxy(`${database.url}/bench`);

/** Each is over when its second part has been done. */
const faults: Readonly<Record<string, readonly [() => Promise<void>, () => Promise<void>]>> = {
  "(no fault)": [async () => undefined, async () => undefined],
  "its database is silent": [() => silence(true), () => silence(false)],
  "its database is killed": [() => database.kill(), () => database.restart()],
};

const broken: string[] = [];
try {
  const target = await startAll();
  const asked = questionOf(
    '{ welfareMeasures(first: 3) { nodes { name { ja } } } measures(search: "看護") { nodes { name { ja } ... on WelfareMeasure { qualificationsHeld } } } }',
  );
  await untilRight(target.url, asked);
  for (const [name, [begin, end]] of Object.entries(faults)) {
    await begin();
    const felt = await measure(target, attackOf({ name, request: asked, codes: [] }), force);
    await end();
    const recovery = await untilRight(target.url, asked);
    const line = [
      `p99 ${felt.p99.toFixed(0)} ms`,
      `memory +${felt.memory.toFixed(0)} MiB`,
      `right again ${recovery.toFixed(0)} ms after its end`,
    ];
    console.log(`${name.padEnd(30)} ${line.join("  ")}`);
    if (isBroken({ ...felt, recovery })) broken.push(name);
  }
} finally {
  await endAll();
  await proxy.close();
  await database.stop();
  rmSync(scratch, { recursive: true, force: true });
}

console.log(broken.length === 0 ? "\nEvery promise was kept." : `\nNot kept: ${broken.join(", ")}`);
process.exit(broken.length === 0 ? 0 : 1);

async function silence(isSilent: boolean): Promise<void> {
  proxy.isSilent = isSilent;
}

async function startAll(): Promise<Target> {
  const departments = await Promise.all([
    startSubgraph("welfare", { JINKATSU_DATABASE_URL: proxy.url }),
    startSubgraph("employment"),
  ]);
  const catalog = await startSubgraph("catalog", { JINKATSU_SUBGRAPHS: departments.join() });
  const port = await freePort();
  const processId = start(commandOf("gateway"), {
    JINKATSU_PORT: String(port),
    JINKATSU_DATA: path.join(scratch, "gateway"),
    JINKATSU_LOG: "silent",
    JINKATSU_SUBGRAPHS: [...departments, catalog].join(),
  });
  const url = `http://127.0.0.1:${port}`;
  await ready(`${url}/health/ready`);
  return {
    url,
    processId,
    question: () => questionOf("{ employmentMeasures(first: 3) { totalCount nodes { name { ja } } } }"),
  };
}

/** @returns `name=address` */
async function startSubgraph(name: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const port = await freePort();
  start([...commandOf("subgraph"), name], {
    JINKATSU_PORT: String(port),
    JINKATSU_DATA: path.join(scratch, name),
    ...more,
  });
  const url = `http://127.0.0.1:${port}/graphql`;
  await ready(url, { method: "POST", ...questionOf("{ __typename }") });
  return `${name}=${url}`;
}

function questionOf(query: string) {
  return { headers: { "content-type": "application/json" }, body: JSON.stringify({ query }) };
}

/** How long after now whoever asks is answered rightly, in milliseconds: all who are asked from then on. */
async function untilRight(url: string, question: ReturnType<typeof questionOf>): Promise<number> {
  const began = performance.now();
  const asked: Promise<{ readonly at: number; readonly isRight: boolean }>[] = [];
  for (let at = 0; at < 6_000; at = performance.now() - began) {
    asked.push(isRight(url, question).then((right) => ({ at, isRight: right })));
    await sleep(50);
  }
  const wrong = (await Promise.all(asked)).filter((each) => !each.isRight);
  return Math.max(0, ...wrong.map(({ at }) => at));
}

async function isRight(url: string, question: ReturnType<typeof questionOf>): Promise<boolean> {
  const { status, body } = await send(url, question);
  return status === 200 && !body.includes('"errors"');
}
