import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { WebSocket } from "ws";
import { eventually } from "../../support/hub-process.ts";
import { audience, type Issuer, startIssuer } from "../../support/issuer.ts";
import { connectTo } from "../../support/raw-connection.ts";
import { post } from "../../support/raw-http.ts";
import { type SmallHub, startSmallHub } from "../../support/small-hub.ts";
import { schemaOf, sdlOf } from "../../support/small-subgraph.ts";
import { changingTowns, document } from "./changing-towns.ts";

const { bell, towns, mayors } = changingTowns();

let pages = 0;
const pageText = "x".repeat(200_000);
const library = {
  sdl: "type Query { page: String }",
  resolvers: {
    Query: {
      page: () => {
        pages++;
        return pageText;
      },
    },
  },
};

const inProcess = (name: string, part: typeof towns) => ({
  name,
  sdl: sdlOf(part),
  schema: schemaOf(part),
  createContext: () => ({}),
  close: async () => undefined,
});

let issuer: Issuer;

beforeAll(async () => {
  issuer = await startIssuer();
});

/** Behind a proxy on this machine, by which the callers of these tests are told apart. */
function start(more: Readonly<Record<string, string>> = {}): Promise<SmallHub> {
  const local = Object.entries({ towns, mayors, library }).map(([name, part]) => inProcess(name, part));
  const setting = { ...issuer.setting, audience: [audience], roles: ["auditor"] };
  const environment = {
    JINKATSU_PROXIES: "loopback",
    JINKATSU_SUBSCRIPTIONS: "20",
    JINKATSU_LIMITS: "subscriptions=5",
    JINKATSU_ISSUERS: JSON.stringify([setting]),
    ...more,
  };
  return startSmallHub({}, environment, { local });
}

const opened: WebSocket[] = [];

afterAll(() => {
  for (const socket of opened) socket.terminate();
});

const from = (address: string) => ({ "x-forwarded-for": address });

/** The status of a refusal, or "open". */
async function connect(hub: SmallHub, address: string) {
  const url = `${hub.url.replace("http", "ws")}/graphql`;
  const socket = new WebSocket(url, "graphql-transport-ws", { headers: from(address) });
  opened.push(socket);
  const outcome = await new Promise<number | "open">((resolve) => {
    socket.once("open", () => resolve("open"));
    socket.once("unexpected-response", (_, { statusCode = 0 }) => resolve(statusCode));
    socket.on("error", () => undefined);
  });
  return { socket, outcome };
}

const say = (socket: WebSocket, message: object) => socket.send(JSON.stringify(message));
const subscribe = (socket: WebSocket, query: string, id = "1") =>
  say(socket, { type: "subscribe", id, payload: { query } });

async function acknowledged(socket: WebSocket, payload: object = {}): Promise<void> {
  say(socket, { type: "connection_init", payload });
  await once(socket, "message");
}

async function outcomesOf(hub: SmallHub, addresses: readonly string[]) {
  const outcomes: (number | "open")[] = [];
  for (const address of addresses) outcomes.push((await connect(hub, address)).outcome);
  return outcomes;
}

const times = <Value>(many: number, value: Value) => Array.from({ length: many }, () => value);

async function quota(hub: SmallHub, metric: string, name: string): Promise<number | undefined> {
  const family = (await hub.metrics()).find((each) => each.name === `jinkatsu_quota_${metric}`);
  return family?.series[`{quota="${name}"}`];
}

describe("WebSockets", () => {
  test("of one caller are so many; it is told 503, and others connect", async () => {
    const hub = await start();

    const outcomes = await outcomesOf(hub, [...times(7, "192.0.2.1"), "192.0.2.2"]);

    expect(outcomes).toEqual([...times(5, "open"), 503, 503, "open"]);
    expect([await quota(hub, "taken", "websockets"), await quota(hub, "refusals_total", "websockets")]).toEqual([6, 2]);
  });

  test("keep their last places for callers that have none, also where nobody tells callers apart", async () => {
    const hub = await start();

    // The proxy's own, as everybody's would be if it were not named.
    const outcomes = await outcomesOf(hub, [...times(20, "127.0.0.1"), "192.0.2.2"]);

    expect(outcomes).toEqual([...times(18, "open"), 503, 503, "open"]);
  });

  test("give their places back", async () => {
    const hub = await start();
    const { socket } = await connect(hub, "192.0.2.1");

    socket.terminate();

    expect(
      await eventually(
        () => quota(hub, "taken", "websockets"),
        (taken) => taken === 0,
      ),
    ).toBe(0);
  });

  test("count for whom their first message proves, from whatever address", async () => {
    const hub = await start();
    const authorization = `Bearer ${await issuer.token({ sub: "hanako" })}`;
    const signedIn = async (address: string) => {
      const { socket } = await connect(hub, address);
      const left = once(socket, "close");
      say(socket, { type: "connection_init", payload: { authorization } });
      return Promise.race([left.then(([code]) => code), once(socket, "message").then(() => "acknowledged")]);
    };

    const outcomes: unknown[] = [];
    for (let at = 1; at <= 5; at++) outcomes.push(await signedIn(`192.0.2.${at}`));
    const sixth = await signedIn("192.0.2.6");
    const anonymous = await outcomesOf(hub, times(5, "192.0.2.1"));

    expect([outcomes, sixth, anonymous]).toEqual([times(5, "acknowledged"), 1013, times(5, "open")]);
  });

  test("that ask for nothing are closed, and those that wait for an event are not", async () => {
    const hub = await start({ JINKATSU_SOCKET_IDLE: "40" });
    const { socket: waiting } = await connect(hub, "192.0.2.1");
    await acknowledged(waiting);
    subscribe(waiting, document);
    await eventually(
      () => bell.open,
      (open) => open === 1,
    );
    const { socket: idle } = await connect(hub, "192.0.2.1");
    const [code] = await new Promise<[number]>((resolve) => {
      idle.once("close", (...left) => resolve([left[0]]));
      say(idle, { type: "connection_init" });
      // What only shows that it is there asks for nothing.
      idle.once("message", () => say(idle, { type: "ping" }));
    });
    const told = once(waiting, "message");

    bell.ring({ id: "1", name: "Himi" });

    expect(code).toBe(1000);
    expect(JSON.parse(String((await told)[0])).payload.data.now.title).toBe("Himi");
    waiting.terminate();
  });

  test("of a client that reads nothing are not read either, with all that it asks", async () => {
    const hub = await start({ JINKATSU_LIMITS: "subscriptions=5,requests=0,costAtOnce=0" });
    const { socket } = await connect(hub, "192.0.2.1");
    await acknowledged(socket);
    const before = pages;
    const inner = (socket as unknown as { readonly _socket: { pause(): void } })._socket;

    inner.pause();
    // Each message is larger than its answer's part in a chunk, so that few of them come at once.
    const padding = "#".repeat(20_000);
    for (let at = 0; at < 400; at++) subscribe(socket, `{ page } ${padding}`, String(at));
    await eventually(
      () => quota(hub, "taken", "unread_bytes"),
      (taken) => (taken ?? 0) > 0,
    );
    const bystander = await post(hub.url, { query: "{ town { name } }" }, from("192.0.2.2"));

    expect(bystander.status).toBe(200);
    expect(pages - before).toBeLessThan(100);
    socket.terminate();
  });

  test("of a client that goes on though it is told to wait are closed", async () => {
    const hub = await start({ JINKATSU_LIMITS: "subscriptions=5,requests=1" });
    const { socket } = await connect(hub, "192.0.2.1");
    await acknowledged(socket);
    const left = once(socket, "close");

    for (let at = 0; at < 30; at++) subscribe(socket, "{ town { name } }", String(at));

    expect((await left)[0]).toBe(1013);
  });

  test("that are refused are closed on the hub's side, whatever their client does", async () => {
    const hub = await start({ JINKATSU_SUBSCRIPTIONS: "0" });
    const { port } = new URL(hub.url);
    const client = await connectTo(Number(port));

    await client.say(
      "GET /graphql HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n",
    );

    expect(await client.closed).toMatch(/^HTTP\/1.1 503 .*SUBSCRIPTIONS_FULL/s);
    await eventually(
      () => quota(hub, "taken", "connections"),
      (taken) => taken === 0,
    );
  });
});

describe("server-sent events", () => {
  test("of one caller are so many; it is told so, and others subscribe", async () => {
    const hub = await start();
    const stream = async (address: string) => {
      const client = await connectTo(Number(new URL(hub.url).port));
      const body = JSON.stringify({ query: document });
      const head = `host: x\r\naccept: text/event-stream\r\ncontent-type: application/json\r\nx-forwarded-for: ${address}`;
      await client.say(`POST /graphql HTTP/1.1\r\n${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
      return client;
    };
    const streams = await Promise.all(times(5, "192.0.2.1").map(stream));
    await eventually(
      () => quota(hub, "taken", "subscriptions"),
      (taken) => taken === 5,
    );

    const sixth = await stream("192.0.2.1");
    const others = await stream("192.0.2.2");
    const told = await sixth.hears(/event: complete/);
    await eventually(
      () => quota(hub, "taken", "subscriptions"),
      (taken) => taken === 6,
    );
    bell.ring({ id: "2", name: "Tonami" });

    expect(told).toContain("SUBSCRIPTIONS_FULL");
    expect(await others.hears(/Tonami/)).not.toContain("SUBSCRIPTIONS_FULL");
    for (const { socket } of [...streams, sixth, others]) socket.destroy();
  });
});
