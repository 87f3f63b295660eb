/** A balancer for TCP: each connection goes to the next of those that take one. */
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export interface Balancer {
  readonly url: string;
  /** Those that connections go to from now on; connections that are there stay where they are. */
  lead(...urls: readonly string[]): void;
  close(): Promise<void>;
}

export async function startBalancer(...urls: readonly string[]): Promise<Balancer> {
  let targets = urls;
  let next = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    sockets.add(client);
    client.once("close", () => sockets.delete(client)).on("error", () => client.destroy());
    passOn(client, () => targets[next++ % targets.length] ?? "", targets.length);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("a TCP server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    lead(...others) {
      targets = others;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** One that takes no connection is passed over. */
function passOn(client: Socket, choose: () => string, left: number): void {
  if (left === 0) return void client.destroy();
  const { port, hostname } = new URL(choose());
  const target = connect(Number(port), hostname);
  target.once("error", () => passOn(client, choose, left - 1));
  target.once("connect", () => {
    target.removeAllListeners("error");
    client.pipe(target).pipe(client);
    for (const [one, other] of [
      [client, target],
      [target, client],
    ] as const)
      one.once("close", () => other.destroy()).on("error", () => other.destroy());
  });
}
