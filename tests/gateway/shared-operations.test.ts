import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import { ask } from "../support/ask.ts";
import { eventually, startProcess } from "../support/hub-process.ts";
import { type SmallHub, startSmallHub } from "../support/small-hub.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const query = "{ town }";

/** A hub whose one subgraph answers when it is let. */
async function startHeld(environment: Readonly<Record<string, string>>) {
  const release = Promise.withResolvers<void>();
  const town = async () => {
    await release.promise;
    return "Himi";
  };
  const hub = await startSmallHub(
    { towns: { sdl: "type Query { town: String }", resolvers: { Query: { town } } } },
    environment,
  );
  const asked = () => hub.subgraphs.get("towns")?.asked.filter((text) => text.includes("town")) ?? [];
  return { hub, asked, release: release.resolve };
}

async function underWay(hub: SmallHub): Promise<number> {
  const families = await hub.metrics();
  const found = families.find(({ name }) => name === "jinkatsu_requests_in_flight");
  return Object.values(found?.series ?? {}).reduce((sum, value) => sum + value, 0);
}

async function askTwice({ hub, release }: Awaited<ReturnType<typeof startHeld>>) {
  const answers = [ask(hub.url, query), ask(hub.url, query)];
  await eventually(
    () => underWay(hub),
    (count) => count === 2,
  );
  // From the port to the engine.
  await sleep(200);
  release();
  return Promise.all(answers);
}

/** What of the log of a process is about each of two requests. */
async function logOfTwo() {
  const environment = { JINKATSU_PORT: "0", JINKATSU_DATA: temporaryFolder() };
  const hub = startProcess(["tests/support/processes/serve-slow-graph.ts"], environment);
  const url = await hub.said(/slow: (\S+)/);
  const ids = ["one", "two"];
  await Promise.all(ids.map((id) => ask(url, "{ slow(milliseconds: 500) }", {}, { "x-request-id": id })));
  const lines = () => hub.log().filter(({ msg }) => msg === "request");
  return eventually(lines, ({ length }) => length === 2);
}

describe("a question that the same caller asks twice at the same time", () => {
  test("is put to the subgraph once", async () => {
    const held = await startHeld({});

    const answers = await askTwice(held);

    expect(answers).toMatchObject([{ data: { town: "Himi" } }, { data: { town: "Himi" } }]);
    expect(held.asked()).toHaveLength(1);
  });

  test("is in the log as answered together, with the calls that were made for both", async () => {
    const lines = await logOfTwo();

    const subgraphs = { slow: { calls: 1, ms: expect.any(Number) } };
    expect(lines).toMatchObject([{ subgraphs }, { subgraphs }]);
    expect(lines.filter(({ shared }) => shared)).toHaveLength(1);
  });

  test.each(["towns", "*"])("is put to it twice where JINKATSU_UNSHARED is %s", async (unshared) => {
    const held = await startHeld({ JINKATSU_UNSHARED: unshared });

    const answers = await askTwice(held);

    expect(answers).toMatchObject([{ data: { town: "Himi" } }, { data: { town: "Himi" } }]);
    expect(held.asked()).toHaveLength(2);
  });
});
