import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { WebSocket } from "ws";
import { eventually } from "../../support/hub-process.ts";
import { post, send } from "../../support/raw-http.ts";
import { type SmallHub, startSmallHub } from "../../support/small-hub.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { changingTowns, document, mayors, overEvents, overWebSocket, rest } from "./changing-towns.ts";

const { bell, towns } = changingTowns();
const clients = { "server-sent events": overEvents, "a WebSocket": overWebSocket };
const openIs = (count: number) =>
  eventually(
    () => bell.open,
    (open) => open === count,
  );

afterEach(() => bell.end());

let hub: SmallHub;

beforeAll(async () => {
  hub = await startSmallHub({ towns, mayors });
});

describe("a WebSocket", () => {
  const address = (place = "/graphql") => `${hub.url.replace("http", "ws")}${place}`;
  const open = (headers: Readonly<Record<string, string>>, place?: string) => {
    const socket = new WebSocket(address(place), "graphql-transport-ws", { headers });
    socket.on("error", () => undefined);
    return new Promise<string>((resolve) => {
      socket.once("open", () => resolve("open"));
      socket.once("unexpected-response", (_, { statusCode }) => resolve(String(statusCode)));
    }).finally(() => socket.terminate());
  };

  test.each(["https://example.jp", "null", "http://127.0.0.1.example.jp", "file://"])(
    "is refused to a page of another site (%s)",
    async (origin) => {
      expect(await open({ origin })).toBe("403");
    },
  );

  test("is open to pages of the hub and of this machine, and to programs", async () => {
    expect(await open({ origin: hub.url })).toBe("open");
    expect(await open({ origin: "http://localhost:3000" })).toBe("open");
    expect(await open({ origin: "https://hub.example.jp", host: "hub.example.jp" })).toBe("open");
    expect(await open({})).toBe("open");
  });

  test("is nowhere but at /graphql", async () => {
    expect(await open({}, "/health/live")).toBe("404");
  });

  test("of another protocol is closed", async () => {
    const socket = new WebSocket(address(), "graphql-ws");

    await expect(once(socket, "open")).rejects.toThrow();
  });

  test("that sends more than 256 KiB at once is closed", async () => {
    const socket = new WebSocket(address(), "graphql-transport-ws");
    await once(socket, "open");

    socket.send("x".repeat(257 * 1024));

    expect((await once(socket, "close"))[0]).toBe(1009);
  });

  const rename = { query: "mutation { rename }" };

  test("changes records for a program on this machine and for the hub's own page", async () => {
    const answers = await rest(overWebSocket(hub.url, { origin: hub.url }).subscribe(rename));

    expect(answers).toEqual([{ data: { rename: "renamed" } }]);
  });

  test.each([
    ["a page of another server on this machine", { origin: "http://localhost:3000" }],
    ["what a proxy passes on", { "x-forwarded-for": "203.0.113.9" }],
    ["a page that reached the hub by a name of its own", { origin: "http://evil.test", host: "evil.test" }],
  ])("changes nothing for %s", async (_, headers) => {
    const [answer] = await rest(overWebSocket(hub.url, headers).subscribe(rename));

    expect(answer.data ?? null).toBeNull();
    expect(answer.errors).toMatchObject([{ extensions: { code: "WRITES_CLOSED" } }]);
  });

  test("is offered in vain by a client of another protocol, which is answered all the same", async () => {
    const headers = { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c", "http2-settings": "" };

    const { status } = await post(hub.url, { query: "{ town { name } }" }, headers);

    expect(status).toBe(200);
  });
});

describe("a stream of server-sent events", () => {
  const accept = "text/event-stream";

  test("begins only with a type that no web page can send unasked", async () => {
    const { status } = await send(hub.url, {
      headers: { accept, "content-type": "text/plain" },
      body: '{"query":"{town{name}}"}',
    });

    expect(status).toBe(415);
  });

  test.each(["{", "[]", '"text"'])("refuses a body that is no JSON object (%s)", async (body) => {
    expect(await send(hub.url, { headers: { accept, "content-type": "application/json" }, body })).toMatchObject({
      status: 400,
    });
  });

  test("is at /graphql/stream whatever the client accepts", async () => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ query: "{ town { name } }" });

    const answer = await send(hub.url, { path: "/graphql/stream", headers, body });

    expect(answer.body).toBe(':\n\nevent: next\ndata: {"data":{"town":{"name":"Himi"}}}\n\nevent: complete\ndata:\n\n');
  });
});

describe("a subscription", () => {
  test("is refused to a client that takes one answer only", async () => {
    const { status, body } = await post(hub.url, { query: document });

    expect(status).toBe(400);
    expect(JSON.parse(body).errors).toMatchObject([{ extensions: { code: "SUBSCRIPTION_NEEDS_STREAM" } }]);
    expect(bell.open).toBe(0);
  });

  test.each(Object.entries(clients))(
    "is one of so many at a time, and its place is free when it ends (%s)",
    async (_, connectTo) => {
      const small = await startSmallHub({ towns, mayors }, { JINKATSU_SUBSCRIPTIONS: "1" });
      const client = connectTo(small.url);
      const first = client.subscribe({ query: document });
      const pending = first.next();
      await openIs(1);

      const refused = await rest(client.subscribe({ query: document }));
      bell.end();
      await pending;
      const after = client.subscribe({ query: document });
      const waiting = after.next();
      await openIs(1);
      bell.ring({ id: "1", name: "Himi" });

      expect(refused).toMatchObject([{ errors: [{ extensions: { code: "SUBSCRIPTIONS_FULL" } }] }]);
      expect((await waiting).value.data.now.title).toBe("Himi");
    },
  );

  test("of a client that does not read is closed before its backlog fills the memory", async () => {
    const body = JSON.stringify({ query: document });
    const { hostname, port } = new URL(hub.url);
    const slow = connect(Number(port), hostname);
    slow.pause();
    slow.write(
      `POST /graphql HTTP/1.1\r\nhost: ${hostname}\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    await openIs(1);

    const name = "x".repeat(500_000);
    const ring = () => {
      bell.ring({ id: "1", name });
      return bell.open;
    };

    expect(await eventually(ring, (open) => open === 0)).toBe(0);
    slow.destroy();
  });

  test("of a WebSocket that does not read is closed likewise", async () => {
    const socket = new WebSocket(`${hub.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init" }));
    await once(socket, "message");
    socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: document } }));
    await openIs(1);
    socket.pause();

    const name = "x".repeat(500_000);
    const ring = () => {
      bell.ring({ id: "1", name });
      return bell.open;
    };

    expect(await eventually(ring, (open) => open === 0)).toBe(0);
    socket.terminate();
  });

  test.each(Object.entries(clients))("begins anew by itself when the graph changes (%s)", async (_, connectTo) => {
    const changing = await startSmallHub({ towns, mayors });
    const subscription = connectTo(changing.url).subscribe({ query: document });
    const first = subscription.next();
    await openIs(1);
    bell.ring({ id: "1", name: "Himi" });
    await first;
    const before = changing.subgraphs.get("towns")?.asked.filter((text) => text.startsWith("subscription")).length;

    const next = subscription.next();
    changing.subgraphs.get("mayors")?.publish({ ...mayors, sdl: `${mayors.sdl} type Query { added: Int }` });
    const subscribed = () =>
      changing.subgraphs.get("towns")?.asked.filter((text) => text.startsWith("subscription")).length;
    await eventually(subscribed, (count) => count === (before ?? 0) + 1);
    await openIs(1);
    bell.ring({ id: "2", name: "Tonami" });

    expect((await next).value.data.now).toEqual({ title: "Tonami", mayor: "Mayor 2" });
    await subscription.return();
  });

  test.each(Object.entries(clients))("does not keep a hub from closing (%s)", async (_, connectTo) => {
    const closing = await startSmallHub({ towns, mayors });
    const subscription = connectTo(closing.url).subscribe({ query: document });
    const end = subscription.next().catch(() => "gone");
    await openIs(1);

    await closing.close();

    expect(bell.open).toBe(0);
    await subscription.return();
    await end;
  });
});

describe("a hub of trusted documents", () => {
  test.each(Object.entries(clients))("brings events of listed documents only (%s)", async (_, connectTo) => {
    const folder = path.join(temporaryFolder(), "trusted");
    mkdirSync(folder);
    writeFileSync(path.join(folder, "changes.graphql"), document);
    const trusting = await startSmallHub(
      { towns, mayors },
      { JINKATSU_DOCUMENTS: "trusted", JINKATSU_TRUSTED_DOCUMENTS: folder },
    );
    const client = connectTo(trusting.url);

    const refused = await rest(client.subscribe({ query: "{ town { name } }" }));
    const listed = client.subscribe({ query: document });
    const first = listed.next();
    await openIs(1);
    bell.ring({ id: "1", name: "Himi" });

    expect(refused).toMatchObject([{ errors: [{ extensions: { code: "DOCUMENT_NOT_TRUSTED" } }] }]);
    expect((await first).value.data.now.title).toBe("Himi");
    await listed.return();
  });
});
