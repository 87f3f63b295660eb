import type { ServerResponse } from "node:http";
import { afterAll, describe, expect, test } from "@jest/globals";
import { mostWaiting } from "#kit/server/connections/answer-in-turn.ts";
import { closePersistent } from "#kit/server/connections/close-persistent.ts";
import { writeAll } from "#kit/server/connections/write-all.ts";
import { type Listening, listen } from "#kit/server/listen.ts";
import { connectTo, countOf } from "../../../../support/raw-connection.ts";

const opened: Listening[] = [];

afterAll(async () => {
  await Promise.all(opened.map((listening) => listening.close()));
});

const get = (path: string, more = "") => `GET ${path} HTTP/1.1\r\nhost: x\r\n${more}\r\n`;

/** More than the kernels of both sides keep for a client that reads nothing. */
const large = Buffer.alloc(32 * 1024 * 1024, "x");

/** Begun requests wait until the test answers them. */
async function serve() {
  const begun: { readonly path: string; readonly response: ServerResponse }[] = [];
  const upgrades: string[] = [];
  let onBegun: () => void = () => undefined;
  const listening = await listen(
    (request, response) => {
      request.resume();
      begun.push({ path: request.url ?? "", response });
      onBegun();
    },
    { host: "127.0.0.1", port: 0 },
    (request) => void upgrades.push(request.url ?? ""),
  );
  opened.push(listening);
  const begins = async (count: number) => {
    while (begun.length < count) await new Promise<void>((resolve) => (onBegun = resolve));
  };
  const client = await connectTo(listening.port);
  return { begun, upgrades, begins, client, listening };
}

describe("requests that a client sends ahead", () => {
  test("are begun one at a time, each when the one before is answered, and answered in their order", async () => {
    const { begun, begins, client } = await serve();
    await client.say(get("/a") + get("/b") + get("/c"));

    const counts: number[] = [];
    for (const at of [0, 1, 2]) {
      await begins(at + 1);
      counts.push(begun.length);
      begun[at]?.response.end(`answer ${at}`);
    }

    const text = await client.hears(/answer 2/);
    expect(counts).toEqual([1, 2, 3]);
    expect(text.match(/answer \d/g)).toEqual(["answer 0", "answer 1", "answer 2"]);
  });

  test("with bodies are all answered", async () => {
    const { begun, begins, client } = await serve();
    const body = "y".repeat(100_000);
    await client.say(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`.repeat(5));

    for (let at = 0; at < 5; at++) {
      await begins(at + 1);
      begun[at]?.response.end(`answer ${at}`);
    }

    expect(countOf(await client.hears(/answer 4/), /HTTP\/1.1 200/)).toBe(5);
  });

  test("are not begun while an answer before is not taken", async () => {
    const { begun, begins, client } = await serve();
    client.socket.pause();
    await client.say(get("/a") + get("/b"));
    await begins(1);

    begun[0]?.response.end(large);
    const gone = new Promise((resolve) => begun[0]?.response.once("close", resolve));
    client.socket.destroy();
    await gone;

    expect(begun).toHaveLength(1);
  });

  test("are no more than so many, or their connection is closed with none of them begun", async () => {
    const { begun, client } = await serve();

    await client.say(get("/a").repeat(mostWaiting + 2));
    const text = await client.closed;

    expect([text, begun.length]).toEqual(["", 1]);
  });

  test("become no other protocol in the midst of an answer", async () => {
    const { begun, upgrades, client } = await serve();

    await client.say(get("/a") + get("/b", "connection: upgrade\r\nupgrade: websocket\r\n"));
    await client.closed;

    expect([begun.length, upgrades]).toEqual([1, []]);
  });
});

describe("a client that was told to wait", () => {
  test("is closed when it goes on, and answered whole each time", async () => {
    const { begun, begins, client } = await serve();
    await client.say(get("/a") + get("/b") + get("/c"));

    for (const at of [0, 1]) {
      await begins(at + 1);
      const { response } = begun[at] as (typeof begun)[number];
      closePersistent(response, 429);
      response.writeHead(429);
      response.end("wait");
    }

    const text = await client.closed;
    expect([countOf(text, /HTTP\/1.1 429/), countOf(text, /connection: close/i), begun.length]).toEqual([2, 1, 2]);
  });
});

describe("an answer in parts", () => {
  test("is asked for no further than its client takes it, and not at all when the client has left", async () => {
    const { begun, begins, client } = await serve();
    let asked = 0;
    let isEnded = false;
    async function* parts() {
      try {
        for (;;) {
          asked++;
          yield large;
        }
      } finally {
        isEnded = true;
      }
    }
    client.socket.pause();
    await client.say(get("/a"));
    await begins(1);
    const { response } = begun[0] as (typeof begun)[number];

    const written = writeAll(response, parts());
    await new Promise(setImmediate);
    const askedUnread = asked;
    client.socket.destroy();

    expect(await written).toBe(false);
    expect([askedUnread, asked, isEnded]).toEqual([1, 1, true]);
  });
});
