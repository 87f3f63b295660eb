/** Listens, and closes without cutting anybody off. */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, Server as NetServer } from "node:net";
import type { Duplex } from "node:stream";
import { errors } from "../errors.ts";

export interface Listening {
  /** `http://host:port`, with the port that was really taken. */
  readonly url: string;
  readonly port: number;
  /** Takes no more connections and resolves when the last request is answered, or after the grace period. */
  close(): Promise<void>;
}

export interface Address {
  readonly host: string;
  readonly port: number;
  /** Whether other processes of ours listen on the same port; the system then shares the connections out. */
  readonly isShared?: boolean;
}

/**
 * Where the system cannot share a port out, node:cluster does. It is the second choice: a connection that it has passed
 * on to a process that dies at that moment is never answered nor closed.
 */
const canShare = process.platform === "linux";

/** How long requests in flight may take to finish at shutdown, in milliseconds. */
const grace = 10_000;

/** Takes over a connection that asks to become a WebSocket. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Without `upgrade`, a request to become a WebSocket is answered like any other. @throws HubError PORT_TAKEN or CANNOT_LISTEN */
export async function listen(
  handler: RequestListener,
  { host, port, isShared = false }: Address,
  upgrade?: Upgrade,
): Promise<Listening> {
  const underWay = new Set<ServerResponse>();
  const options = { headersTimeout: 15_000, requestTimeout: 30_000, shouldUpgradeCallback: asksForWebSocket };
  const server = createServer(options, (request, response) => {
    underWay.add(response);
    response.once("close", () => underWay.delete(response));
    if (!server.listening) sayLast(response);
    handler(request, response);
  });
  if (upgrade) server.on("upgrade", upgrade);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(error, { host, port })));
    server.listen({ port, host, reusePort: isShared && canShare }, resolve);
  });
  const taken = portOf(server);
  return {
    port: taken,
    url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`,
    close: () => {
      for (const response of underWay) sayLast(response);
      return close(server);
    },
  };
}

/** Some clients offer other protocols with every request, and are content with an answer. */
function asksForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === "websocket";
}

function cannotListen(error: NodeJS.ErrnoException, { host, port }: Address): Error {
  if (error.code === "EADDRINUSE") return errors.portTaken(host, port);
  return errors.cannotListen(host, port, error.code ?? "?");
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** On a connection that is kept alive, one request would follow the other until the grace ends in the midst of one. */
function sayLast(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader("connection", "close");
}

/**
 * How long a connection may stand idle before it is closed at shutdown, in milliseconds: a request may be on its way on it, and would be lost.
 * One that comes meanwhile is answered, and told to be the last.
 */
const farewell = 250;

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // What has been let in already at this turn is answered; what comes later is refused, and can ask elsewhere.
    setImmediate(() => {
      // An HTTP server's own close would close idle connections at once.
      NetServer.prototype.close.call(server, () => resolve());
      setTimeout(() => server.closeIdleConnections(), farewell).unref();
      setTimeout(() => server.closeAllConnections(), grace).unref();
    });
  });
}
