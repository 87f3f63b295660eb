import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { afterAll, describe, expect, test } from "@jest/globals";
import { type Listening, listen } from "#kit/server/listen.ts";
import { createSilentPeers } from "../../../../../subgraphs/kit/server/connections/silent-peers.ts";

const opened: Listening[] = [];
const clients: Socket[] = [];

afterAll(async () => {
  for (const client of clients) client.destroy();
  await Promise.all(opened.map((listening) => listening.close()));
});

/** More than the system keeps for a client that reads nothing, and less than it keeps for one to whom it is sent. */
const events = Buffer.alloc(512 * 1024, ":\n");

/** A stream of events that goes on, to a client that takes nothing more: as one that is gone, it acknowledges nothing. */
async function streamTo(
  host: string,
  answer = 300,
): Promise<{ readonly response: ServerResponse; readonly client: Socket }> {
  const { promise, resolve } = Promise.withResolvers<ServerResponse>();
  const patience = { headers: 10_000, request: 10_000, answer };
  const listening = await listen((_, response) => resolve(response), { host, port: 0, patience });
  opened.push(listening);
  const client = connect(listening.port, host).on("error", () => undefined);
  clients.push(client);
  client.pause();
  client.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  const response = await promise;
  response.writeHead(200, { "content-type": "text/event-stream" });
  await new Promise<void>((written) => response.write(events, () => written()));
  return { response, client };
}

const onLinux = process.platform === "linux" ? describe : describe.skip;

onLinux("a peer that acknowledges nothing of what it is sent", () => {
  test.each(["127.0.0.1", "::1"])(
    "is closed, though all of it is with the system (%s)",
    async (host) => {
      const { response } = await streamTo(host);
      const { socket } = response;
      if (socket === null) throw new Error("closed already");
      const queued = socket.writableLength;

      await once(response, "close");

      expect(queued).toBe(0);
      expect(socket.destroyed).toBe(true);
    },
    60_000,
  );

  test("is none where it reads", async () => {
    const { response, client } = await streamTo("127.0.0.1", 60_000);
    let read = 0;
    client.on("data", (chunk: Buffer) => {
      read += chunk.length;
    });
    client.resume();
    while (read < events.length) await once(client, "data");

    const peers = createSilentPeers();
    const { socket } = response;
    for (let looks = 0; looks < 3; looks++) await peers.closeGone(socket ? [socket] : [], 60_000);

    expect(socket?.destroyed).toBe(false);
  }, 60_000);
});

describe("what a peer has not acknowledged", () => {
  const socketOf = (closed: string[]) => ({
    bytesWritten: 1_000,
    writableLength: 0,
    localPort: 4000,
    remoteAddress: "::ffff:192.0.2.7",
    remotePort: 50_000,
    destroy: () => void closed.push("closed"),
  });
  const key = "4000 [::ffff:c000:207] 50000";

  test("is waited for as long as it becomes less", async () => {
    const closed: string[] = [];
    let [time, queue] = [0, 500];
    const peers = createSilentPeers(
      async () => new Map([[key, queue]]),
      () => time,
    );
    const socket = socketOf(closed) as unknown as Socket;

    for (; queue > 400; queue -= 10, time += 1_000) await peers.closeGone([socket], 1_500);

    expect(closed).toEqual([]);
    for (let looks = 0; looks < 3; looks++, time += 1_000) await peers.closeGone([socket], 1_500);
    expect(closed).toEqual(["closed"]);
  });
});
