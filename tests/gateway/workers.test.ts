import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Listening } from "#kit/server/listen.ts";
import { serveSubgraph } from "#kit/server/subgraph.ts";
import { usageOf } from "../../gateway/telemetry/usage/read.ts";
import { openUsageDatabase } from "../../gateway/telemetry/usage/usage.ts";
import { ask, type HttpAnswer } from "../support/ask.ts";
import { eventually, type Served, startAlone, startProcess } from "../support/hub-process.ts";
import { send } from "../support/raw-http.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { subgraphOf, testConfig } from "../support/test-hub.ts";

const slow = subgraphOf("slow", "type Query { slow(milliseconds: Int!): String }", {
  Query: {
    slow: async (_: unknown, { milliseconds }: { milliseconds: number }) => {
      await sleep(milliseconds);
      return "done";
    },
  },
});

let subgraph: Listening;

beforeAll(async () => {
  subgraph = await serveSubgraph(slow, testConfig());
});

afterAll(() => subgraph.close());

const start = (dataFolder: string, workers: number) =>
  startAlone({
    JINKATSU_SUBGRAPHS: `slow=${subgraph.url}/graphql`,
    JINKATSU_DATA: dataFolder,
    JINKATSU_WORKERS: String(workers),
  });

const query = "query Slow($milliseconds: Int!) { slow(milliseconds: $milliseconds) }";
const wait = ({ url }: Served, milliseconds: number) => ask(url, query, { milliseconds });

/** On a connection of its own: one that is kept alive may lead to a process that is no more. */
const waitAnew = ({ url }: Served, milliseconds: number) =>
  send(url, {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables: { milliseconds } }),
    agent: false,
  }).catch(() => "lost" as const);

const metricsOf = async ({ url }: Served) => (await send(url, { method: "GET", path: "/metrics", agent: false })).body;

async function metric(hub: Served, series: string): Promise<number | undefined> {
  const line = (await metricsOf(hub)).split("\n").find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length));
}

// Who shows no token names no series.
const count = 'jinkatsu_operations_total{operation="other",kind="query"}';

describe("a gateway of three workers", () => {
  let hub: Served;

  beforeAll(async () => {
    hub = await start(temporaryFolder(), 3);
  }, 400_000);

  afterAll(() => hub.stop());

  test("answers on one port, and says once that it is ready", async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => wait(hub, 1)));

    expect(new Set(answers.map(({ data }) => data.slow))).toEqual(new Set(["done"]));
    expect(hub.stdout().match(/Jinkatsu Hub is ready/g)).toHaveLength(1);
  });

  test("shows the metrics of all, whichever is asked", async () => {
    const before = (await metric(hub, count)) ?? 0;

    await Promise.all(Array.from({ length: 20 }, () => wait(hub, 1)));

    for (let asked = 0; asked < 4; asked++) expect(await metric(hub, count)).toBe(before + 20);
    expect(await metric(hub, "jinkatsu_workers")).toBe(3);
  });

  test("loses only the requests of a worker that is killed, goes on answering, and replaces it", async () => {
    const children = await childrenOf(hub);
    const before = (await metric(hub, count)) ?? 0;
    const underWay = Array.from({ length: 30 }, () => waitAnew(hub, 1_500));
    await eventually(
      () => metric(hub, "jinkatsu_requests_in_flight"),
      (inFlight) => Number(inFlight) > 30,
    );

    const victim = children[0] ?? 0;
    process.kill(victim, "SIGKILL");
    await eventually(
      () => childrenOf(hub),
      (left) => !left.includes(victim),
    );

    const later = await Promise.all(Array.from({ length: 20 }, () => waitAnew(hub, 1)));
    const outcomes = await Promise.all(underWay);
    const lost = outcomes.filter((outcome) => outcome === "lost").length;
    expect(later).toEqual(Array(20).fill(expect.objectContaining({ status: 200 })));
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(30);
    await eventually(
      () => metric(hub, "jinkatsu_workers"),
      (workers) => workers === 3,
    );
    expect(await metric(hub, count)).toBeGreaterThanOrEqual(before);
    expect(hub.log().map(({ msg }) => msg)).toContain("worker died, another one is started");
  }, 400_000);
});

/** As the operating system names them. */
async function childrenOf({ pid }: Served): Promise<readonly number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  return text.trim().split(" ").map(Number);
}

describe("a gateway of several workers that is told to stop", () => {
  test("answers every request under way, stores the usage of all, and ends with 0", async () => {
    const folder = temporaryFolder();
    const hub = await start(folder, 2);
    const underWay = Array.from({ length: 20 }, () => wait(hub, 800));
    await eventually(
      () => metric(hub, "jinkatsu_requests_in_flight"),
      (inFlight) => Number(inFlight) > 20,
    );

    const { code } = await hub.stop();

    const answers: HttpAnswer[] = await Promise.all(underWay);
    expect(answers.map(({ data }) => data)).toEqual(Array(20).fill({ slow: "done" }));
    expect(code).toBe(0);
    const database = await openUsageDatabase({ dataFolder: folder, databaseUrl: undefined });
    expect((await usageOf(database, "Query.slow", new Date(0))).map(({ uses }) => uses)).toEqual([20]);
    await database.close();
  }, 400_000);
});

describe("several workers", () => {
  test("are refused where the subgraphs run in the gateway's process", async () => {
    const hub = startProcess(["gateway/main.ts"], { JINKATSU_WORKERS: "2", JINKATSU_DATA: temporaryFolder() });

    const { code } = await hub.ended;

    expect(code).toBe(3);
    expect(hub.stderr()).toMatch(/^WORKERS_NEED_GATEWAY_ALONE: .* \/ .*JINKATSU_WORKERS/);
  });

  test("say once why they cannot start", async () => {
    const taken = new URL(subgraph.url).port;
    const hub = startProcess(["gateway/main.ts", "--alone"], {
      JINKATSU_WORKERS: "3",
      JINKATSU_PORT: taken,
      JINKATSU_SUBGRAPHS: `slow=${subgraph.url}/graphql`,
      JINKATSU_DATA: temporaryFolder(),
    });

    const { code } = await hub.ended;

    expect(code).toBe(3);
    expect(hub.stderr().match(/PORT_TAKEN/g)).toHaveLength(1);
  });
});

describe("two gateways on the same subgraphs and the same database", () => {
  test("give the same answers and count the usage together", async () => {
    const folder = temporaryFolder();
    const replicas = await Promise.all([start(folder, 1), start(folder, 1)]);

    const [one, other] = await Promise.all(replicas.map((hub) => wait(hub, 1)));
    await Promise.all(replicas.map((hub) => hub.stop()));

    expect(one).toEqual(other);
    expect(one?.data).toEqual({ slow: "done" });
    const database = await openUsageDatabase({ dataFolder: folder, databaseUrl: undefined });
    expect((await usageOf(database, "Query.slow", new Date(0))).map(({ uses }) => uses)).toEqual([2]);
    await database.close();
  }, 400_000);
});
