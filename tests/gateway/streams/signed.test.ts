import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { createIdentity } from "#kit/identity/identity.ts";
import { signerFor, subscribedBody } from "#kit/identity/sign-call.ts";
import type { Listening } from "#kit/server/listen.ts";
import { serveSubgraph } from "#kit/server/subgraph.ts";
import type { Hub } from "../../../gateway/hub.ts";
import { Bell } from "../../support/bell.ts";
import { eventually } from "../../support/hub-process.ts";
import { send } from "../../support/raw-http.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { openPolicy, serveHub, subgraphOf, testConfig } from "../../support/test-hub.ts";
import { headersIn } from "../access/payroll.ts";
import { overEvents } from "./changing-towns.ts";

const bell = new Bell<{ id: string; salary: number }>();
const subgraphKeys = new Map([["pay", ["k".repeat(32)]]]);
const sign = signerFor(subgraphKeys, "pay");
const auditor = { identity: createIdentity({ subject: "a", roles: ["auditor"] }), mayWrite: false };

const pay = subgraphOf(
  "pay",
  `type Query { about: String }
   type Subscription { raised: Staff }
   type Staff { id: ID! salary: Int @policy(policies: [["audit"]]) }`,
  { Subscription: { raised: { subscribe: () => bell.listen(), resolve: (staff: unknown) => staff } } } as never,
);

const content = { query: "subscription { raised { id salary } }" };

let subgraph: Listening;
let dataFolder: string;

beforeAll(async () => {
  dataFolder = temporaryFolder();
  subgraph = await serveSubgraph(pay, testConfig({ mode: "production", subgraphKeys, policy: openPolicy }));
});

afterAll(() => subgraph.close());

const openIs = (count: number) =>
  eventually(
    () => bell.open,
    (open) => open === count,
  );

describe.each(["http", "ws"])("a subscription to a subgraph in production over %s", (protocol) => {
  let hub: Hub;
  let headers: Awaited<ReturnType<typeof headersIn>>;

  beforeAll(async () => {
    headers = await headersIn(dataFolder);
    const url = `${subgraph.url}/graphql`;
    const subscriptionUrls = new Map([["pay", url.replace("http", protocol)]]);
    hub = await serveHub([], { dataFolder, subgraphKeys, subscriptionUrls }, [{ name: "pay", url }]);
  });

  test("is opened by the gateway on behalf of whom it asks, and ends when its client leaves", async () => {
    const { next, return: leave } = overEvents(hub.url, headers.auditor).subscribe(content);
    const first = next();
    await openIs(1);
    bell.ring({ id: "1", salary: 5 });

    expect(await first).toMatchObject({ value: { data: { raised: { id: "1", salary: 5 } } } });

    await leave();
    await openIs(0);
  });
});

const unsigned = {
  "nobody has signed": () => ({}),
  "is signed with another key": (body: string) => signerFor(new Map([["pay", ["x".repeat(32)]]]), "pay")(body, auditor),
  "is signed for another subscription": () =>
    sign(subscribedBody({ query: "subscription { raised { id } }" }), auditor),
};

describe.each(Object.entries(unsigned))("a subscription that %s is refused by the subgraph", (_, headersOf) => {
  test("over HTTP", async () => {
    const body = JSON.stringify(content);
    const headers = { "content-type": "application/json", accept: "text/event-stream", ...headersOf(body) };

    const answer = await send(subgraph.url, { headers, body });

    expect([answer.status, answer.body.includes("CALL_REFUSED"), bell.open]).toEqual([401, true, 0]);
  });

  test("over a WebSocket, with its connection", async () => {
    expect(await overSocket(headersOf(subscribedBody(content)))).toBe(4403);
    expect(bell.open).toBe(0);
  });
});

test("a signature opens one subscription over a WebSocket and no second", async () => {
  const extensions = sign(subscribedBody(content), auditor);
  const url = `${subgraph.url.replace("http", "ws")}/graphql`;
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, onNonLazyError: () => undefined });
  const first = client.iterate({ ...content, extensions }).next();
  await openIs(1);

  const again = await overSocket(extensions);
  bell.ring({ id: "2", salary: 7 });

  expect(again).toBe(4403);
  expect(await first).toMatchObject({ value: { data: { raised: { salary: 7 } } } });
  await client.dispose();
  await openIs(0);
});

test("a page in a browser cannot open a WebSocket to a subgraph", async () => {
  const socket = new WebSocket(`${subgraph.url.replace("http", "ws")}/graphql`, "graphql-transport-ws", {
    headers: { origin: subgraph.url },
  });
  socket.on("error", () => undefined);

  const [, { statusCode }] = await once(socket, "unexpected-response");

  expect(statusCode).toBe(403);
  socket.terminate();
});

test("what a subscription may not see stays closed in the subgraph itself", async () => {
  const body = JSON.stringify(content);
  const headers = { "content-type": "application/json", accept: "text/event-stream", ...sign(body) };
  const answered = fetch(`${subgraph.url}/graphql`, { method: "POST", headers, body });
  await openIs(1);
  bell.ring({ id: "3", salary: 987_654_321 });
  const chunks = (await answered).body?.getReader();

  let text = "";
  while (!text.includes("event: next")) text += new TextDecoder().decode((await chunks?.read())?.value);

  expect(text).toContain("FORBIDDEN_FIELD");
  expect(text).not.toContain("987654321");
  await chunks?.cancel();
  await openIs(0);
});

/** The code with which the subgraph closes the connection. */
async function overSocket(extensions: Readonly<Record<string, string>>): Promise<number> {
  const socket = new WebSocket(`${subgraph.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  await once(socket, "open");
  socket.send(JSON.stringify({ type: "connection_init" }));
  await once(socket, "message");
  socket.send(JSON.stringify({ type: "subscribe", id: "1", payload: { ...content, extensions } }));
  const [code] = await once(socket, "close");
  return Number(code);
}
