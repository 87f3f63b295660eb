/** Serves one WebSocket: what it sends is taken as fast as it takes what it is answered, and it is closed where it asks for nothing. */
import type { IncomingMessage } from "node:http";
import type { Context, Server } from "graphql-ws";
import type { WebSocket } from "ws";
import { measureUnread } from "#kit/server/connections/connection-limits.ts";
import { type IdleWatch, watchIdle } from "#kit/server/connections/watch-idle.ts";
import type { Conversation } from "./conversation.ts";
import type { Place } from "./place.ts";
import { largestBacklog, signOfLife } from "./run-operation.ts";

export interface Connection {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly conversation: Conversation;
  readonly place: Place;
  readonly idle: IdleWatch;
  /** Counts one that was told to wait; a client that goes on all the same is sent away. */
  toldToWait(): void;
}

export type ConnectionContext = Context<Record<string, unknown> | undefined, Connection>;

export interface ServeConnectionOptions {
  readonly protocol: Server<Connection>;
  readonly closing: AbortSignal;
  /** How long it may stand without an operation. */
  readonly idleMs: number;
}

export const closeCodes = { normal: 1000, serviceRestart: 1012, tryAgainLater: 1013, internalError: 4500 } as const;

/** Operations of one connection that are being answered, streams aside; the messages after them wait in the network. */
const pendingAtOnce = 10;

/** Many operations share a connection, and are sent without waiting for each other. */
const refusalsForgiven = 10;

type Served = Pick<Connection, "socket" | "request" | "conversation" | "place">;

export function serveConnection(served: Served, { protocol, closing, idleMs }: ServeConnectionOptions): void {
  const { socket, request, conversation } = served;
  const connection = createConnection(served, idleMs);
  const alive = keepAlive(socket);
  const balance = () => balanceReading(served);
  const left = protocol.opened(
    {
      protocol: socket.protocol,
      send: async (text) => sendTo(served, text),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (receive) =>
        socket.on("message", (message) => {
          // Who connects again after the farewell asks again what was not answered.
          if (closing.aborted) return;
          const answered = receive(String(message));
          conversation.answering(answered);
          balance();
          answered.catch(() => socket.close(closeCodes.internalError, "Internal error")).finally(balance);
        }),
    },
    connection,
  );
  request.socket.on("drain", balance);
  socket.on("error", () => socket.terminate());
  socket.once("close", (code, reason) => {
    clearInterval(alive);
    connection.idle.stop();
    left(code, String(reason)).catch(() => undefined);
  });
}

function createConnection(served: Served, idleMs: number): Connection {
  const { socket, conversation } = served;
  let refusals = 0;
  return {
    ...served,
    idle: watchIdle({
      idleMs,
      isBusy: () => conversation.open() > 0,
      onIdle: () => socket.close(closeCodes.normal, "Nothing was asked"),
    }),
    toldToWait() {
      refusals++;
      if (refusals > refusalsForgiven) socket.close(closeCodes.tryAgainLater, "Too many requests");
    },
  };
}

/** Nothing more is read while answers wait for the client, or while much of what it has asked is being answered. */
function balanceReading({ socket, request, conversation }: Served): void {
  const isAhead = conversation.pending() >= pendingAtOnce || request.socket.writableNeedDrain;
  if (isAhead && !socket.isPaused) socket.pause();
  else if (!isAhead && socket.isPaused) socket.resume();
}

/** A client that reads more slowly than things happen is given up before its backlog fills the memory. */
function sendTo({ socket, request }: Served, text: string): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > largestBacklog) {
    socket.terminate();
    return;
  }
  socket.send(text);
  measureUnread(request);
}

/** A client that does not answer from one ping to the next is gone. Of one that is not read no answer could be known. */
function keepAlive(socket: WebSocket): NodeJS.Timeout {
  let isThere = true;
  socket.on("pong", () => {
    isThere = true;
  });
  return setInterval(() => {
    if (socket.isPaused) return;
    if (!isThere) return socket.terminate();
    isThere = false;
    socket.ping();
  }, signOfLife);
}
