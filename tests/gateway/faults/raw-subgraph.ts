/** A subgraph on a bare socket: it knows the right answer to everything, and gives it as a fault would have it. */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { type GraphQLSchema, graphql } from "graphql";

export interface Asked {
  readonly query: string;
  /** The right answer, as JSON text. */
  readonly answer: string;
  /** Calls of this kind before, since the fault was set. */
  readonly before: number;
}

/** Writes to the socket what it likes, or nothing. */
export type Fault = (socket: Socket, asked: Asked) => void;

export interface RawSubgraph {
  readonly url: string;
  /** Calls with work to do: neither the question what is published nor a breaker's probe. */
  readonly calls: readonly string[];
  /** Until the next one. Undefined for none. */
  set(fault: Fault | undefined): void;
  close(): void;
}

export async function serveRaw(schema: GraphQLSchema): Promise<RawSubgraph> {
  let fault: Fault | undefined;
  let calls: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    readRequests(socket, async (body) => {
      const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
      const answer = JSON.stringify(await graphql({ schema, source: query, variableValues: variables }));
      const isWork = !/_service|publication/.test(query) && query !== "{__typename}";
      if (isWork) calls.push(query);
      if (fault && (isWork || query === "{__typename}")) fault(socket, { query, answer, before: calls.length - 1 });
      else reply(socket, { body: answer });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("a TCP server has no port");
  return {
    url: `http://127.0.0.1:${address.port}/graphql`,
    get calls() {
      return calls;
    },
    set(next) {
      fault = next;
      calls = [];
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function readRequests(socket: Socket, take: (body: string) => void): void {
  let received = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (;;) {
      const end = received.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(received.toString("latin1", 0, end))?.[1] ?? 0);
      const whole = end + 4 + length;
      if (received.length < whole) return;
      const body = received.toString("utf8", end + 4, whole);
      received = received.subarray(whole);
      take(body);
    }
  });
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export function reply(socket: Socket, { status = 200, headers = {}, body }: Reply): void {
  const bytes = Buffer.from(body as string);
  socket.write(
    Buffer.concat([Buffer.from(headOf(status, { "content-length": String(bytes.length), ...headers })), bytes]),
  );
}

export function headOf(status: number, headers: Readonly<Record<string, string>>): string {
  const all = Object.entries({ "content-type": "application/json", ...headers });
  return `HTTP/1.1 ${status} Whatever\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}
