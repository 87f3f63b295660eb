import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, describe, expect, test } from "@jest/globals";
import { type Listening, listen } from "#kit/server/listen.ts";

const opened: Listening[] = [];

afterAll(async () => {
  await Promise.all(opened.map((listening) => listening.close()));
});

/** More than the kernels of both sides keep for a client that reads nothing. */
const large = Buffer.alloc(32 * 1024 * 1024, "x");

async function serveTo(text: string, onClosed: () => void = () => undefined): Promise<Socket> {
  const patience = { headers: 200, request: 400, answer: 300 };
  const listening = await listen(
    (request, response) => {
      request.resume();
      response.once("close", onClosed);
      request.once("end", () => response.end(request.url === "/large" ? large : "small"));
    },
    { host: "127.0.0.1", port: 0, patience },
  );
  opened.push(listening);
  const client = connect(listening.port, "127.0.0.1");
  client.on("error", () => undefined);
  client.write(text);
  return client;
}

describe("a client", () => {
  test.each([
    ["that does not end its headers", "GET / HTTP/1.1\r\nhost: x\r\nx-slow: "],
    ["that does not end its body", "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc"],
  ])("%s is told so and closed", async (_, text) => {
    const client = await serveTo(text);
    let answer = "";
    client.on("data", (chunk: Buffer) => {
      answer += chunk.toString();
    });

    await once(client, "close");

    expect(answer).toMatch(/^HTTP\/1.1 408 /);
  });

  test("that does not take its answer is closed before it has all of it", async () => {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    const client = await serveTo("GET /large HTTP/1.1\r\nhost: x\r\n\r\n", resolve);
    let read = 0;

    await closed;

    client.on("data", (chunk: Buffer) => {
      read += chunk.length;
    });
    await once(client, "close");
    expect(read).toBeLessThan(large.length);
  });
});
