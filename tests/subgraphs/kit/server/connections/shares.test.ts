import { once } from "node:events";
import { afterAll, describe, expect, test } from "@jest/globals";
import {
  type CreateConnectionLimitsOptions,
  createConnectionLimits,
} from "#kit/server/connections/connection-limits.ts";
import { type Listening, listen } from "#kit/server/listen.ts";
import { readBody } from "#kit/server/read-body.ts";
import { eventually } from "../../../../support/hub-process.ts";
import { connectTo } from "../../../../support/raw-connection.ts";

const opened: Listening[] = [];

afterAll(async () => {
  await Promise.all(opened.map((listening) => listening.close()));
});

const [hog, other] = ["127.0.0.2", "127.0.0.3"];
const get = (path = "/") => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`;

const oneMegabyte = 1024 * 1024;
/** More than the kernels of both sides keep for a client that reads nothing. */
const large = Buffer.alloc(32 * oneMegabyte, "x");

/** Tells callers apart by their addresses on this machine. */
async function serve(options: CreateConnectionLimitsOptions) {
  const limits = createConnectionLimits({ ...options, takerOf: ({ remoteAddress }) => remoteAddress });
  const listening = await listen(
    (request, response) => {
      readBody(request, oneMegabyte).then(
        () => response.end(request.url === "/large" ? large : "answered"),
        () => response.destroy(),
      );
    },
    { host: "127.0.0.1", port: 0, connectionLimits: limits },
  );
  opened.push(listening);
  const usage = (name: string) => limits.quotas.find((quota) => quota.name === name)?.usage();
  return { listening, usage, connectFrom: (address: string) => connectTo(listening.port, address) };
}

describe("connections", () => {
  test("are a quarter of all for one caller; the next is told 503, and others are answered", async () => {
    const { connectFrom, usage } = await serve({ connections: 20 });
    const idle = await Promise.all(Array.from({ length: 5 }, () => connectFrom(hog)));

    const refused = await (await connectFrom(hog)).closed;
    const bystander = await connectFrom(other);
    await bystander.say(get());

    expect(refused).toMatch(/^HTTP\/1.1 503 .*retry-after: 1\r\n/s);
    expect(await bystander.hears(/answered/)).toMatch(/^HTTP\/1.1 200 /);
    expect(usage("connections")).toEqual({ taken: 6, callers: 2, refusals: 1 });
    for (const { socket } of idle) socket.destroy();
  });

  test("keep their last places for callers that have none", async () => {
    const { connectFrom } = await serve({ connections: 20 });
    const crowd = ["127.0.1.1", "127.0.1.2", "127.0.1.3", "127.0.1.4"];
    const held = await Promise.all(crowd.flatMap((from) => Array.from({ length: 5 }, () => connectFrom(from))));
    const refused = await Promise.race(held.map(async ({ closed }) => closed));

    const newcomer = await connectFrom(other);
    await newcomer.say(get());

    expect(refused).toMatch(/^HTTP\/1.1 503 /);
    expect(await newcomer.hears(/answered/)).toMatch(/^HTTP\/1.1 200 /);
    for (const { socket } of held) socket.destroy();
  });

  test("are free again when they end", async () => {
    const { connectFrom, usage } = await serve({ connections: 20 });
    const idle = await Promise.all(Array.from({ length: 5 }, () => connectFrom(hog)));

    for (const { socket } of idle) socket.destroy();
    await eventually(
      () => usage("connections")?.taken,
      (taken) => taken === 0,
    );
    const next = await connectFrom(hog);
    await next.say(get());

    expect(await next.hears(/answered/)).toMatch(/^HTTP\/1.1 200 /);
  });
});

describe("bodies that are not complete", () => {
  const partOf = (bytes: number) => `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 900000\r\n\r\n${"x".repeat(bytes)}`;

  test("of one caller take its share; the next is broken off, and others' bodies are read", async () => {
    const { connectFrom, usage } = await serve({ mostBytes: { bodies: 4 * oneMegabyte, unread: oneMegabyte } });
    const slow = await connectFrom(hog);
    await slow.say(partOf(700_000));
    await eventually(
      () => usage("body_bytes")?.taken ?? 0,
      (taken) => taken >= 700_000,
    );

    const next = await connectFrom(hog);
    await next.say(partOf(700_000));
    await next.closed;
    const bystander = await connectFrom(other);
    await bystander.say(partOf(700_000));
    await bystander.say("x".repeat(200_000));

    expect(await bystander.hears(/answered/)).toMatch(/^HTTP\/1.1 200 /);
    expect(slow.socket.destroyed).toBe(false);
    slow.socket.destroy();
    await eventually(
      () => usage("body_bytes")?.taken,
      (taken) => taken === 0,
    );
  });

  test("in many small pieces count for what the pieces cost", async () => {
    const { connectFrom } = await serve({ mostBytes: { bodies: oneMegabyte, unread: oneMegabyte } });
    const client = await connectFrom(hog);

    const pieces = "1\r\nx\r\n".repeat(2_000);
    await client.say(`POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n${pieces}`);

    expect(await client.closed).toBe("");
  });
});

describe("answers that are not taken", () => {
  test("of one caller take its share; the next closes its connection, and others get theirs", async () => {
    const mostBytes = { bodies: oneMegabyte, unread: 4 * 50 * oneMegabyte };
    const { connectFrom, usage } = await serve({ mostBytes });
    const unread = async () => {
      const client = await connectFrom(hog);
      client.socket.pause();
      await client.say(get("/large"));
      return client;
    };
    const first = await unread();
    await eventually(
      () => usage("unread_bytes")?.taken ?? 0,
      (taken) => taken > 0,
    );

    const second = await unread();
    await eventually(
      () => usage("unread_bytes")?.refusals,
      (refusals) => refusals === 1,
    );
    const bystander = await connectFrom(other);
    let read = 0;
    bystander.socket.on("data", (chunk: Buffer) => {
      read += chunk.length;
    });
    await bystander.say(get("/large"));
    while (read < large.length) await once(bystander.socket, "data");

    expect(usage("unread_bytes")?.taken).toBeLessThanOrEqual(50 * oneMegabyte);
    for (const { socket } of [first, second, bystander]) socket.destroy();
    await eventually(
      () => usage("unread_bytes")?.taken,
      (taken) => taken === 0,
    );
  });
});
