/** Passes bytes on to a database server until a test has it fall silent: it still accepts, and says nothing. */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

export interface SilentProxy {
  /** The same as the server's, by way of the proxy. */
  readonly url: string;
  isSilent: boolean;
  close(): Promise<void>;
}

export async function startSilentProxy(databaseUrl: string): Promise<SilentProxy> {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    const upstream = connect(Number(port || 3306), hostname);
    const pass = (to: Socket) => (bytes: Buffer) => {
      if (!proxy.isSilent) to.write(bytes);
    };
    client.on("data", pass(upstream));
    upstream.on("data", pass(client));
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on("error", () => one.destroy());
      one.on("close", () => other.destroy());
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = new URL(databaseUrl);
  const address = server.address();
  url.port = typeof address === "object" ? String(address?.port) : "";
  const proxy: SilentProxy = {
    url: url.href,
    isSilent: false,
    async close() {
      for (const socket of sockets) socket.destroy();
      await once(server.close(), "close");
    },
  };
  return proxy;
}
