/** Listens, and closes without cutting anybody off. */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, Server as NetServer, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { errors } from "../errors.ts";
import { answerInTurn } from "./connections/answer-in-turn.ts";
import { admitConnection, type ConnectionLimits, createConnectionLimits } from "./connections/connection-limits.ts";
import { createSilentPeers } from "./connections/silent-peers.ts";

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
  readonly patience?: Patience;
  readonly connectionLimits?: ConnectionLimits;
}

/** How long a client may take for what it has to do, in milliseconds. */
export interface Patience {
  readonly headers: number;
  readonly request: number;
  /** Without taking anything of what it is answered. */
  readonly answer: number;
}

const usualPatience: Patience = { headers: 10_000, request: 30_000, answer: 60_000 };

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
  {
    host,
    port,
    isShared = false,
    patience = usualPatience,
    connectionLimits: limits = createConnectionLimits(),
  }: Address,
  upgrade?: Upgrade,
): Promise<Listening> {
  const underWay = new Set<ServerResponse>();
  const turns = answerInTurn((request, response) => {
    underWay.add(response);
    response.once("prefinish", () => limits.unread.measure(request.socket));
    response.once("close", () => underWay.delete(response));
    if (!server.listening) sayLast(response);
    handler(request, response);
  });
  const server = createServer({ ...timesOf(patience), shouldUpgradeCallback: asksForWebSocket }, turns.onRequest);
  if (upgrade) {
    server.on("upgrade", (request, socket, head) => {
      // What is still being answered would be written into the other protocol.
      if (turns.isBusy(socket)) socket.destroy();
      else upgrade(request, socket, head);
    });
  }
  const connected = new Set<Socket>();
  server.on("connection", (socket) => {
    connected.add(socket);
    socket.once("close", () => connected.delete(socket));
    admitConnection(socket, limits);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(error, { host, port })));
    server.listen({ port, host, reusePort: isShared && canShare }, resolve);
  });
  // node:http waits for ever for a client to take its answer.
  const silent = createSilentPeers();
  const look = () => {
    limits.unread.closeStalled(patience.answer);
    void silent.closeGone(connected, patience.answer);
  };
  const watching = setInterval(look, Math.ceil(patience.answer / looks)).unref();
  const taken = portOf(server);
  return {
    port: taken,
    url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`,
    close: () => {
      clearInterval(watching);
      for (const response of underWay) sayLast(response);
      return close(server, connected);
    },
  };
}

/** How often slow clients are looked for, as a share of the patience with them. */
const looks = 12;

function timesOf({ headers, request }: Patience) {
  return { headersTimeout: headers, requestTimeout: request, connectionsCheckingInterval: Math.ceil(headers / looks) };
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

function close(server: Server, connected: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    // What has been let in already at this turn is answered; what comes later is refused, and can ask elsewhere.
    setImmediate(() => {
      // An HTTP server's own close would close idle connections at once.
      NetServer.prototype.close.call(server, () => resolve());
      setTimeout(() => closeIdle(server, connected), farewell).unref();
      setTimeout(() => server.closeAllConnections(), grace).unref();
    });
  });
}

/** Browsers connect ahead of what they may ask; node:http takes such a connection for a busy one. */
function closeIdle(server: Server, connected: ReadonlySet<Socket>): void {
  server.closeIdleConnections();
  for (const socket of connected) if (socket.bytesRead === 0) socket.destroy();
}
