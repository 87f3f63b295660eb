/** Passes statements on to a MySQL server, and answers some of them itself as a server in trouble would. */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

export interface FailingProxy {
  readonly url: string;
  readonly kinds: readonly string[];
  close(): Promise<void>;
}

interface Exchange {
  readonly client: Socket;
  readonly server: Socket;
  /** Has the server's next answer replaced, or the connection broken instead of it. */
  replaceAnswer(by: Buffer | "broken"): void;
}

type Fail = (exchange: Exchange, packet: Buffer) => void;

const kinds = new Map<string, Fail>([
  // A server that breaks a deadlock rolls the loser back.
  [
    "deadlock",
    ({ server, replaceAnswer }) => {
      replaceAnswer(refusal(1213, "40001", "Deadlock found when trying to get lock"));
      server.write(query("ROLLBACK"));
    },
  ],
  ["full", ({ client }) => void client.write(refusal(1114, "HY000", "The table is full"))],
  ["read only", ({ client }) => void client.write(refusal(1290, "HY000", "running with the --read-only option"))],
  [
    "lost before it is carried out",
    ({ client, server }) => {
      server.destroy();
      client.destroy();
    },
  ],
  [
    "lost when it is carried out",
    ({ server, replaceAnswer }, packet) => {
      replaceAnswer("broken");
      server.write(packet);
    },
  ],
]);

/** @param next how the statement that comes now is to fail; undefined where it is not to */
export async function startFailingProxy(databaseUrl: string, next: () => string | undefined): Promise<FailingProxy> {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const listener: Server = createServer((client) => {
    const server = connect(Number(port || 3306), hostname);
    let replacement: Buffer | "broken" | undefined;
    const exchange: Exchange = {
      client,
      server,
      replaceAnswer: (by) => {
        replacement = by;
      },
    };
    const packets = createPacketReader((packet) => {
      const kind = isQuery(packet) ? next() : undefined;
      if (kind === undefined) server.write(packet);
      else kinds.get(kind)?.(exchange, packet);
    });
    client.on("data", packets);
    server.on("data", (bytes) => {
      if (replacement === "broken") client.destroy();
      else client.write(replacement ?? bytes);
      replacement = undefined;
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(one);
      one.on("error", () => one.destroy());
      one.on("close", () => other.destroy());
    }
  });
  await once(listener.listen(0, "127.0.0.1"), "listening");
  const url = new URL(databaseUrl);
  const address = listener.address();
  url.port = typeof address === "object" ? String(address?.port) : "";
  return {
    url: url.href,
    kinds: [...kinds.keys()],
    async close() {
      for (const socket of sockets) socket.destroy();
      await once(listener.close(), "close");
    },
  };
}

const headerBytes = 4;

function createPacketReader(take: (packet: Buffer) => void): (bytes: Buffer) => void {
  let rest = Buffer.alloc(0);
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= headerBytes && rest.length >= headerBytes + rest.readUIntLE(0, 3)) {
      const end = headerBytes + rest.readUIntLE(0, 3);
      take(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  };
}

/** COM_QUERY begins an exchange, so that it bears the number 0; what a client says while it logs in does not. */
function isQuery(packet: Buffer): boolean {
  return packet[3] === 0 && packet[headerBytes] === 3;
}

function query(sql: string): Buffer {
  return framed(0, Buffer.concat([Buffer.from([3]), Buffer.from(sql)]));
}

function refusal(number: number, state: string, message: string): Buffer {
  return framed(
    1,
    Buffer.concat([Buffer.from([0xff, number & 0xff, number >> 8]), Buffer.from(`#${state}${message}`)]),
  );
}

function framed(sequence: number, body: Buffer): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeUIntLE(body.length, 0, 3);
  header[3] = sequence;
  return Buffer.concat([header, body]);
}
