import { appendFileSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { createClient as createSseClient } from "graphql-sse";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { issueDevelopmentToken } from "../../../gateway/access/development-token.ts";
import { readConfig } from "../../../gateway/config.ts";
import type { Hub } from "../../../gateway/hub.ts";
import { ask } from "../../support/ask.ts";
import { eventually, startProcess } from "../../support/hub-process.ts";
import { startSmallHub } from "../../support/small-hub.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { serveHub, subgraphOf } from "../../support/test-hub.ts";
import { changingTowns, mayors } from "../streams/changing-towns.ts";

const dataFolder = temporaryFolder();
const notes = subgraphOf("notes", "type Query { note: String } type Mutation { write: Int }", {
  Query: { note: () => "read" },
  Mutation: { write: () => 1 },
});

let hub: Hub;
let token: string;

beforeAll(async () => {
  hub = await serveHub([notes], { dataFolder });
  const settings = { ...readConfig({}), dataFolder };
  token = await issueDevelopmentToken({ roles: ["auditor"], subject: "hanako", holdsFor: 60 }, settings);
});

describe("a WebSocket", () => {
  test("takes the token with its first message", async () => {
    // Without a token, this machine may write in development mode; an auditor may not.
    expect(await overWebSocket("mutation { write }", {})).toEqual({ data: { write: 1 } });
    expect(await overWebSocket("{ note }", { authorization: `Bearer ${token}` })).toEqual({ data: { note: "read" } });
    expect(await overWebSocket("mutation { write }", { authorization: `Bearer ${token}` })).toMatchObject({
      errors: [{ extensions: { code: "WRITES_CLOSED" } }],
    });
  });

  test.each([["a.b.c"], [7], [{ a: 1 }]])("is told that %j is no token", async (authorization) => {
    expect(await overWebSocket("{ note }", { authorization })).toMatchObject({
      errors: [{ extensions: { code: "TOKEN_INVALID" } }],
    });
  });
});

function overWebSocket(query: string, connectionParams: Record<string, unknown>): Promise<unknown> {
  const url = `${hub.url.replace("http", "ws")}/graphql`;
  const client = createClient({ url, webSocketImpl: WebSocket, connectionParams });
  const [answer] = [client.iterate({ query }).next()];
  return answer.then(({ value }) => value).finally(() => client.dispose());
}

describe("a stream", () => {
  test.each([
    ["server-sent events", overEvents],
    ["a WebSocket", overSocket],
  ] as const)("ends with the token that it was opened with: %s", async (_, client) => {
    const { bell, towns } = changingTowns();
    const folder = temporaryFolder();
    const small = await startSmallHub({ towns, mayors }, { JINKATSU_DATA: folder });
    const settings = { ...readConfig({}), dataFolder: folder };
    const own = await issueDevelopmentToken({ roles: ["portal"], subject: "taro", holdsFor: 60 }, settings);
    const stream = client(small.url, `Bearer ${own}`).iterate({ query: "subscription { changed { name } }" });
    const first = stream.next();
    await eventually(
      () => bell.open,
      (open) => open === 1,
    );
    bell.ring({ id: "1", name: "before" });
    const { value: before } = await first;

    appendFileSync(
      path.join(folder, "revoked-tokens.jsonl"),
      `{"subject":"taro","issuedUntil":"2100-01-01T00:00:00Z"}\n`,
    );
    const [last] = await eventually(
      async () => {
        bell.ring({ id: "1", name: "after" });
        return [(await stream.next()).value];
      },
      ([answer]) => answer?.errors !== undefined,
    );
    await stream.return?.();

    expect(before).toEqual({ data: { changed: { name: "before" } } });
    expect(last).toMatchObject({ errors: [{ extensions: { code: "TOKEN_REVOKED" } }] });
    expect(last).not.toHaveProperty("data");
    await eventually(
      () => bell.open,
      (open) => open === 0,
    );
  });
});

function overEvents(url: string, authorization: string) {
  return createSseClient({ url: `${url}/graphql`, fetchFn: fetch, headers: { authorization }, retryAttempts: 0 });
}

function overSocket(url: string, authorization: string) {
  const address = `${url.replace("http", "ws")}/graphql`;
  return createClient({
    url: address,
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: 0,
  });
}

describe("the log", () => {
  test("names role, department and a hash of who asks, and never the token", async () => {
    const folder = temporaryFolder();
    const graph = path.resolve("tests/support/processes/serve-slow-graph.ts");
    const served = startProcess([graph], { JINKATSU_DATA: folder });
    const url = await served.said(/http:\S+/);
    const settings = { ...readConfig({}), dataFolder: folder };
    const wanted = { roles: ["member"], department: "welfare", subject: "hanako", holdsFor: 60 } as const;
    const own = await issueDevelopmentToken(wanted, settings);

    await ask(url, "{ __typename }", {}, { authorization: `Bearer ${own}`, "x-request-id": "request-known" });
    const line = await eventually(
      () => served.log().find(({ requestId }) => requestId === "request-known"),
      (found) => found !== undefined,
    );

    expect(line).toMatchObject({
      role: "member",
      department: "welfare",
      subject: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(served.stderr()).not.toContain("hanako");
    expect(served.stderr()).not.toContain(own.slice(0, 30));
    expect(served.stderr()).not.toContain(
      JSON.parse(readFileSync(path.join(folder, "development-key.json"), "utf8")).d,
    );
  });
});
