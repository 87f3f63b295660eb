import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { describe, expect, test } from "@jest/globals";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { ask } from "../support/ask.ts";
import { eventually, startProcess } from "../support/hub-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

async function startSlow(environment: Readonly<Record<string, string>> = {}) {
  const hub = startProcess(["tests/support/processes/serve-slow-graph.ts"], {
    JINKATSU_PORT: "0",
    JINKATSU_DATA: temporaryFolder(),
    ...environment,
  });
  return { ...hub, url: await hub.said(/slow: (\S+)/) };
}

const slow = (url: string, milliseconds: number) =>
  ask(url, "query ($milliseconds: Int!) { slow(milliseconds: $milliseconds) }", { milliseconds });

/** One question after the other on one connection; resolves when the hub takes no more. */
async function askOnOneConnection(url: string): Promise<{ answered: number; cutOff: boolean }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let answered = 0;
  for (;;) {
    const outcome = await askOnce(url, agent);
    if (outcome !== "answered") return { answered, cutOff: outcome === "cut off" };
    answered += 1;
  }
}

function askOnce(url: string, agent: Agent): Promise<"answered" | "refused" | "cut off"> {
  return new Promise((resolve) => {
    const headers = { "content-type": "application/json" };
    const outgoing = request(`${url}/graphql`, { method: "POST", agent, headers }, (response) => {
      response.resume();
      response.on("end", () => resolve("answered"));
      response.on("error", () => resolve("cut off"));
    });
    outgoing.on("error", (error) => resolve("code" in error && error.code === "ECONNREFUSED" ? "refused" : "cut off"));
    outgoing.end(JSON.stringify({ query: "{ slow(milliseconds: 20) }" }));
  });
}

describe("a hub that is told to stop", () => {
  test("says first that it is not ready, goes on answering until balancers know, and then closes its port", async () => {
    const hub = await startSlow({ JINKATSU_DRAIN: "2" });
    const readiness = () => fetch(`${hub.url}/health/ready`);
    expect((await readiness()).status).toBe(200);

    hub.signal("SIGTERM");
    const leaving = await eventually(readiness, ({ status }) => status === 503);
    const answered = await slow(hub.url, 0);

    expect(await leaving.json()).toMatchObject({
      status: "not ready",
      reasons: [expect.stringContaining("about to end")],
    });
    expect(answered).toMatchObject({ status: 200, data: { slow: expect.anything() } });
    expect((await hub.ended).code).toBe(0);
    await expect(readiness()).rejects.toThrow();
  });

  test.each(["SIGTERM", "SIGINT"] as const)(
    "answers every request under way before it ends with 0 (%s)",
    async (signal) => {
      const hub = await startSlow();
      const underWay = Array.from({ length: 30 }, () => slow(hub.url, 300));
      await eventually(
        () => slow(hub.url, 0),
        ({ status }) => status === 200,
      );

      const { code } = await hub.stop(signal);

      const answers = await Promise.all(underWay);
      expect(answers.map(({ data }) => data)).toEqual(Array(30).fill({ slow: "done" }));
      expect(code).toBe(0);
    },
  );

  test("ends though a busy client holds its connection, and cuts no answer off", async () => {
    const hub = await startSlow();
    const client = askOnOneConnection(hub.url);
    await slow(hub.url, 200);

    const { code } = await hub.stop();

    const { answered, cutOff } = await client;
    expect([code, cutOff]).toEqual([0, false]);
    expect(answered).toBeGreaterThan(0);
  });

  test("does not wait for connections on which nothing was ever asked, as browsers open them ahead", async () => {
    const hub = await startSlow();
    const ahead = connect(Number(new URL(hub.url).port), "127.0.0.1");
    await once(ahead, "connect");
    await slow(hub.url, 0);

    const before = performance.now();
    const { code } = await hub.stop();

    expect(code).toBe(0);
    expect(performance.now() - before).toBeLessThan(5_000);
    ahead.destroy();
  });

  test("answers what is under way over WebSockets too", async () => {
    const hub = await startSlow();
    const client = createClient({
      url: `${hub.url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    const slowly = (milliseconds: number) =>
      client.iterate({ query: `{ slow(milliseconds: ${milliseconds}) }` }).next();
    const answers = Array.from({ length: 10 }, () => slowly(500));
    // What is sent after them on the same connection is heard after them.
    await slowly(0);

    const { code } = await hub.stop();

    const answered = await Promise.all(answers);
    expect(answered.map((step): unknown => step.value)).toEqual(Array(10).fill({ data: { slow: "done" } }));
    expect(code).toBe(0);
  });

  test("ends at once, with 1, when it is told again", async () => {
    const hub = await startSlow();
    const underWay = slow(hub.url, 60_000).catch(() => "cut off");
    await slow(hub.url, 0);

    hub.signal("SIGTERM");
    await eventually(
      () =>
        slow(hub.url, 0).then(
          () => "open",
          () => "closed",
        ),
      (port) => port === "closed",
    );
    const { code } = await hub.stop();

    expect([code, await underWay]).toEqual([1, "cut off"]);
  });
});

describe("the log", () => {
  const variables = { name: "山田太郎" };

  async function logOf(environment: Readonly<Record<string, string>>) {
    const hub = await startSlow(environment);
    await ask(hub.url, "query Who($name: String!) { broken(name: $name) }", variables, {
      "x-request-id": "balancer-1",
    });
    await ask(hub.url, '{ broken(name: "鈴木花子") nowhere }');
    await fetch(`${hub.url}/graphql?query={slow(milliseconds:1)}&variables={"a":"090-1234-5678"}`);
    await hub.stop();
    return hub;
  }

  test("is one JSON object a line on standard error, with the time", async () => {
    const hub = await logOf({});

    const lines = hub
      .stderr()
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));

    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines)
      expect(line).toMatchObject({
        level: expect.any(Number),
        time: expect.stringMatching(/^\d{4}-/),
        msg: expect.any(String),
      });
  });

  test("ties a request, its operation and its fault together by the request id", async () => {
    const hub = await logOf({});

    const lines = hub.log().filter(({ requestId }) => requestId === "balancer-1");

    expect(lines.map(({ msg }) => msg).sort()).toEqual(["request", "resolver failed"]);
    expect(lines).toContainEqual(
      expect.objectContaining({
        method: "POST",
        path: "/graphql",
        status: 200,
        done: true,
        operation: "query",
        operationName: "Who",
        codes: ["INTERNAL_SERVER_ERROR"],
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({
        subgraph: "slow",
        fault: { name: "Error", at: expect.arrayContaining([expect.stringMatching(/serve-slow-graph\.ts:\d+/)]) },
      }),
    );
  });

  test("says nothing of variables, of the document or of what an error quotes", async () => {
    const hub = await logOf({});

    expect(hub.stderr()).not.toMatch(/山田|鈴木|no row|broken\(|nowhere|090-1234|127\.0\.0\.1/);
  });

  test("is as loud as it is set", async () => {
    const [silent, warn] = [await logOf({ JINKATSU_LOG: "silent" }), await logOf({ JINKATSU_LOG: "warn" })];

    expect(silent.stderr()).toBe("");
    expect(new Set(warn.log().map(({ msg }) => msg))).toEqual(new Set(["resolver failed"]));
  });
});
