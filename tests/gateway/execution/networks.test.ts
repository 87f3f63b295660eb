import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import { WebSocketServer } from "ws";
import { guardedLookup, isRefusedAddress } from "#kit/network/guarded-lookup.ts";
import { isAllowed, type Networks, parseNetworks, usualNetworks } from "#kit/network/networks.ts";
import { createHttpLink } from "../../../gateway/execution/links/http-link.ts";
import type { SubgraphRequest } from "../../../gateway/execution/links/subgraph-link.ts";
import { subscribeAt } from "../../../gateway/execution/subscribe/with-subscriptions.ts";

function networks(text: string): Networks {
  const read = parseNetworks(text);
  if (!read) throw new TypeError(text);
  return read;
}

const metadata = [
  "169.254.169.254",
  "fe80::1",
  "::ffff:169.254.169.254",
  "fd00:ec2::254",
  "100.100.100.200",
  "0.0.0.0",
  "::",
  "64:ff9b::a9fe:a9fe",
  "::ffff:0:169.254.169.254",
  "::169.254.169.254",
  "64:ff9b::100.100.100.200",
];
const inside = [
  "10.0.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "100.64.0.1",
  "fd12::1",
  "::ffff:10.0.0.1",
  "64:ff9b::a00:1",
  "::ffff:0:10.0.0.1",
  "::10.0.0.1",
];
const loopback = ["127.0.0.1", "127.255.0.9", "::1", "::ffff:127.0.0.1"];
const outside = ["203.0.113.9", "8.8.8.8", "2001:db8::1", "172.32.0.1", "100.128.0.1"];

const allowedOf = (addresses: readonly string[], allowed: Networks) =>
  addresses.filter((address) => isAllowed(address, allowed));

describe("a name of a subgraph", () => {
  test.each([
    ["anywhere but to metadata in development", usualNetworks("development"), [loopback, inside, outside]],
    ["outside only in production", usualNetworks("production"), [outside]],
    ["inside where that is set", networks("private"), [inside]],
    ["to this machine where that is set", networks("loopback,public"), [loopback, outside]],
  ])("may lead %s", (_, allowed, expected) => {
    expect(allowedOf([...loopback, ...inside, ...outside, ...metadata], allowed)).toEqual(expected.flat());
  });

  test("may lead to a network that is listed, and to none beside it", () => {
    const allowed = networks("10.1.0.0/16, fd12::/16, 169.254.169.254");

    const asked = ["10.1.255.255", "10.2.0.0", "fd12::9", "fd13::9", "169.254.169.254", "169.254.169.253", "8.8.8.8"];

    expect(allowedOf(asked, allowed)).toEqual(["10.1.255.255", "fd12::9", "169.254.169.254"]);
  });

  test.each(["everywhere", "10.0.0.0/33", "10.0.0", "10.0.0.0/8/8", "example.jp"])("setting %s is none", (text) => {
    expect(parseNetworks(text)).toBeUndefined();
  });
});

describe("an address that is written out", () => {
  test.each([
    ["http://127.0.0.1:4001/graphql", false],
    ["http://10.0.0.1/graphql", false],
    ["http://169.254.169.254/latest/meta-data", true],
    ["ws://[fe80::1]/graphql", true],
    ["http://[::ffff:a9fe:a9fe]/graphql", true],
    ["http://2852039166/graphql", true],
    ["http://[64:ff9b::a9fe:a9fe]/graphql", true],
    ["http://0/graphql", true],
  ])("%s is refused: %s", (url, isRefused) => {
    expect(isRefusedAddress(url, usualNetworks("production"))).toBe(isRefused);
  });
});

describe("a name that leads elsewhere once it was looked at", () => {
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    response.setHeader("connection", "close");
    if (request.headers.accept?.includes("event-stream")) {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end('event: next\ndata: {"data":{"a":1}}\n\nevent: complete\ndata:\n\n');
      return;
    }
    response.setHeader("content-type", "application/json");
    response.end('{"data":{"a":1}}');
  });
  const sockets = new WebSocketServer({ server });

  beforeAll(async () => {
    sockets.on("connection", (socket) => {
      asked++;
      socket.send('{"type":"connection_ack"}');
      socket.on("message", (text) => {
        const { type, id } = JSON.parse(String(text));
        if (type !== "subscribe") return;
        socket.send(JSON.stringify({ type: "next", id, payload: { data: { a: 1 } } }));
        socket.send(JSON.stringify({ type: "complete", id }));
        socket.close(1000);
      });
    });
    await once(server.listen(0), "listening");
  });

  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  /** Where it leads changes after the first look, to what is not allowed but would answer. */
  const rebinding = () => {
    let looked = 0;
    const lookup = guardedLookup(networks("127.0.0.1"), (_, __, done) => {
      looked++;
      done(null, [looked === 1 ? { address: "127.0.0.1", family: 4 } : { address: "::ffff:127.0.0.2", family: 6 }]);
    });
    return { lookup, looked: () => looked };
  };

  const request = (kind: "query" | "mutation" | "subscription"): SubgraphRequest => {
    const text = `${kind} { a }`;
    const operation = { kind, name: undefined, text, quotedText: JSON.stringify(text), document: parse(text) };
    const client = { context: undefined, headers: [] };
    return { subgraph: "a", operation, variables: {}, variablesText: "{}", client };
  };

  const url = (protocol: string) => `${protocol}://rebound.test:${(server.address() as AddressInfo).port}/graphql`;

  test.each([
    ["a read", "query"],
    ["a mutation", "mutation"],
  ] as const)("is not followed by %s", async (_, kind) => {
    asked = 0;
    const { lookup, looked } = rebinding();
    const link = createHttpLink({ url: url("http"), lookup });

    expect((await link.execute(request(kind))).data).toEqual({ a: 1 });
    await expect(link.execute(request(kind))).rejects.toMatchObject({ code: "SUBGRAPH_UNREACHABLE" });

    expect([asked, looked()]).toEqual([1, 2]);
    await link.close?.();
  });

  test.each(["http", "ws"])("is not followed by a subscription over %s", async (protocol) => {
    asked = 0;
    const { lookup, looked } = rebinding();
    const subscriber = subscribeAt(url(protocol), { headersFor: () => ({}), lookup });
    const events = async () => {
      const all = [];
      for await (const event of subscriber.subscribe(request("subscription"))) all.push(event.data);
      return all;
    };

    expect(await events()).toEqual([{ a: 1 }]);
    await expect(events()).rejects.toBeDefined();

    expect([asked, looked()]).toEqual([1, 2]);
    await subscriber.close?.();
  });
});
