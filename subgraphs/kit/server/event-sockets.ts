/** Subscriptions over WebSockets, each of them signed as a request would be, since one connection serves many callers. */
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { GraphQLError, parse } from "graphql";
import { handleProtocols, type SubscribePayload } from "graphql-ws";
import { useServer } from "graphql-ws/use/ws";
import { type WebSocket, WebSocketServer } from "ws";
import { errors, HubError } from "../errors.ts";
import { subscribedBody } from "../identity/sign-call.ts";
import { requestIdHeader } from "../log/request-id.ts";
import { watchIdle } from "./connections/watch-idle.ts";
import type { EventSource } from "./events.ts";
import { largestBody } from "./largest-body.ts";
import type { Upgrade } from "./listen.ts";
import { askedEvents, openEvents } from "./open-events.ts";

export interface EventSockets {
  readonly upgrade: Upgrade;
  close(): void;
}

const closeCodes = { normal: 1000, badRequest: 4400, forbidden: 4403 } as const;

export function createEventSockets(source: EventSource): EventSockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestBody,
    perMessageDeflate: false,
    handleProtocols: (protocols) => handleProtocols(protocols) || false,
  });
  useServer(
    {
      onConnect: ({ extra, subscriptions }) => closeWhenIdle(extra.socket, () => Object.keys(subscriptions).length > 0),
      onSubscribe: (context, _id, payload) => begin(payload, context.extra, source),
      subscribe: open,
    },
    sockets,
  );
  return {
    upgrade(request, socket, head) {
      if (mayConnect(request))
        sockets.handleUpgrade(request, socket, head, (each) => sockets.emit("connection", each, request));
      else refuse(request.socket);
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}

/** Gateways say no origin; a page in a browser always does. */
function mayConnect({ url, headers }: IncomingMessage): boolean {
  return url === "/graphql" && headers.origin === undefined;
}

function refuse(socket: Socket): void {
  socket.on("error", () => socket.destroy());
  socket.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
  // Its client might never close its own side.
  socket.destroySoon();
}

/** How long a connection may stand without a subscription, in milliseconds. */
const idleMs = 60_000;

function closeWhenIdle(socket: WebSocket, isBusy: () => boolean): void {
  const watch = watchIdle({ idleMs, isBusy, onIdle: () => socket.close(closeCodes.normal, "Nothing was asked") });
  socket.once("close", watch.stop);
}

/** The library parses documents to tell subscriptions from the rest; here everything is opened as a subscription. */
const standIn = parse("subscription { events }");

interface Connection {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
}

/** Whoever sends what nobody has signed is sent away, with all that it has open. */
function begin(
  payload: SubscribePayload,
  { socket, request }: Connection,
  { schema, callers, contextOf, onError }: EventSource,
) {
  const asked = askedEvents(payload);
  if (asked === undefined) {
    socket.close(closeCodes.badRequest);
    return [new GraphQLError(errors.bodyNotJson().message)];
  }
  try {
    const headers = Object.fromEntries(
      Object.entries(payload.extensions ?? {}).map(([name, text]) => [name, String(text)]),
    );
    const caller = callers.ofMessage({ headers, body: subscribedBody(asked) }, request);
    const tell = (error: GraphQLError) => onError(error, headers[requestIdHeader]);
    const contextValue = { open: () => openEvents(schema, asked, contextOf(caller), tell) };
    return { schema, document: standIn, contextValue };
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    socket.close(closeCodes.forbidden, error.code);
    return [new GraphQLError(error.message)];
  }
}

function open({ contextValue }: { readonly contextValue?: unknown }) {
  return (contextValue as { open(): ReturnType<typeof openEvents> }).open();
}
