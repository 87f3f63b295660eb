/** Answers operations over WebSockets: graphql-ws's protocol, `graphql-transport-ws`, on the hub's own port. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import {
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  GraphQLSchema,
  parse,
} from "graphql";
import { handleProtocols, makeServer, type SubscribePayload } from "graphql-ws";
import { type WebSocket, WebSocketServer } from "ws";
import { errors, type HubError } from "#kit/errors.ts";
import { requestIdOf } from "#kit/log/request-id.ts";
import type { Quota, Taker } from "#kit/server/connections/quota.ts";
import { maskErrors } from "#kit/server/mask-error.ts";
import { limitErrors } from "../limits/errors.ts";
import { closeSocket } from "./close-socket.ts";
import { type Conversation, createConversation } from "./conversation.ts";
import { type Place, takePlace } from "./place.ts";
import type { AnswersToCome, RunOperation } from "./run-operation.ts";
import { mayConnect } from "./same-origin.ts";
import { type Connection, type ConnectionContext, closeCodes, serveConnection } from "./serve-connection.ts";
import { tellingErrors } from "./tell-errors.ts";

export interface WebSockets {
  /** Node's `upgrade` event. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Hears nothing new, answers what is under way, closes every connection, and resolves when all are closed. */
  close(): Promise<void>;
}

export interface WebSocketOptions {
  readonly run: RunOperation;
  /** Connections at a time. */
  readonly quota: Quota;
  /** Who connects, as far as its address tells. */
  readonly addressOf: (request: IncomingMessage) => Taker;
  /** The same once it has said who it is. */
  readonly callerOf: (request: IncomingMessage, authorization: string | undefined) => Promise<Taker>;
  /** How long a connection may stand without an operation. */
  readonly idleMs: number;
  /** In bytes. */
  readonly largestMessage: number;
  /** Told the code of each error that an operation is answered with, or a connection is refused with. */
  readonly onError: (code: string) => void;
}

/** Of one connection, at a time. */
const operationsAtOnce = 100;

export function createWebSockets(options: WebSocketOptions): WebSockets {
  const { run, quota, addressOf, callerOf, largestMessage, onError, idleMs } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
    handleProtocols: (protocols) => handleProtocols(protocols) || false,
  });
  const protocol = protocolServer({ run: tellingErrors(run, onError), onError, callerOf });
  const conversations = new WeakMap<WebSocket, Conversation>();
  const closing = new AbortController();
  const accept = (request: IncomingMessage, head: Buffer, place: Place) =>
    sockets.handleUpgrade(request, request.socket, head, (socket) => {
      const conversation = createConversation();
      conversations.set(socket, conversation);
      serveConnection({ socket, request, conversation, place }, { protocol, closing: closing.signal, idleMs });
    });
  return {
    upgrade(request, socket, head) {
      const refusal = closing.signal.aborted ? unavailable : refusalOf(request);
      const place = refusal ? undefined : takePlace(quota, addressOf(request));
      if (place) {
        socket.once("close", place.free);
        accept(request, head, place);
        return;
      }
      const refused = refusal ?? fullOf(quota);
      if (refused.error) onError(refused.error.code);
      refuse(request, refused);
    },
    async close() {
      closing.abort();
      await Promise.all([...sockets.clients].map((socket) => closeSocket(socket, conversations.get(socket))));
    },
  };
}

interface Refusal {
  readonly status: string;
  readonly error?: HubError;
}

const unavailable: Refusal = { status: "503 Service Unavailable" };

function refusalOf({ url = "", headers }: IncomingMessage): Refusal | undefined {
  if (url.split("?", 1)[0] !== "/graphql") return { status: "404 Not Found" };
  if (!mayConnect(headers)) return { status: "403 Forbidden", error: errors.originRefused() };
  return undefined;
}

function fullOf({ limit, perCaller }: Quota): Refusal {
  return { ...unavailable, error: errors.subscriptionsFull(limit, perCaller) };
}

function refuse({ socket }: IncomingMessage, { status, error }: Refusal): void {
  socket.on("error", () => socket.destroy());
  const body = error ? JSON.stringify({ errors: [{ message: error.message, extensions: { code: error.code } }] }) : "";
  const head = ["connection: close", "content-type: application/json", `content-length: ${Buffer.byteLength(body)}`];
  socket.end(`HTTP/1.1 ${status}\r\n${head.join("\r\n")}\r\n\r\n${body}`);
  // Its client might never close its own side.
  socket.destroySoon();
}

/** The library parses documents to tell subscriptions from the rest; here the hub itself does, once, by its own rules. */
const standIn = { schema: new GraphQLSchema({}), document: parse("subscription { hub }") };

type Running = Pick<WebSocketOptions, "run" | "onError" | "callerOf">;

function protocolServer(running: Running) {
  return makeServer<Record<string, unknown> | undefined, Connection>({
    onConnect: (context) => holdPlace(running, context),
    onSubscribe: (context, _id, payload) => ({ ...standIn, contextValue: { context, payload } }),
    subscribe: ({ contextValue }) => answer(running, contextValue as Subscribed),
    onError: (_context, _id, _payload, faults) => maskErrors(faults),
  });
}

interface Subscribed {
  readonly context: ConnectionContext;
  readonly payload: SubscribePayload;
}

/** A place counts for whom the first message proves, or for the address where it proves nobody. */
async function holdPlace({ callerOf, onError }: Running, context: ConnectionContext): Promise<boolean> {
  const { request, socket, place } = context.extra;
  if (place.moveTo(await callerOf(request, authorizationIn(context)))) return true;
  onError(errors.subscriptionsFull.code);
  socket.close(closeCodes.tryAgainLater, errors.subscriptionsFull.code);
  return true;
}

async function answer({ run, onError }: Running, { context, payload }: Subscribed) {
  const { request, idle, toldToWait } = context.extra;
  idle.touch();
  if (Object.keys(context.subscriptions).length > operationsAtOnce) {
    onError(errors.subscriptionsFull.code);
    toldToWait();
    return refused(errors.subscriptionsFull(operationsAtOnce, 0));
  }
  const authorization = authorizationIn(context);
  const outcome = await run({ ...payload }, { request, requestId: requestIdOf(request), authorization });
  if (outcome.kind === "stream") return answersOf(outcome, context.extra);
  if (asksToWait(outcome.answer)) toldToWait();
  return resultOf(outcome.answer);
}

const codesOfWaiting = new Set<unknown>([limitErrors.requests.code, limitErrors.costAtOnce.code]);

function asksToWait({ errors: told = [] }: FormattedExecutionResult): boolean {
  return told.some(({ extensions }) => codesOfWaiting.has(extensions?.["code"]));
}

/** Browsers cannot set a header of a WebSocket, so the token may come with the first message. What is no text is no token. */
function authorizationIn({ connectionParams }: ConnectionContext): string | undefined {
  const given = connectionParams?.["authorization"] ?? connectionParams?.["Authorization"];
  return given === undefined ? undefined : String(given);
}

function refused({ message, code, text }: HubError): ExecutionResult {
  return resultOf({ errors: [{ message, extensions: { code, text: { ...text } } }] });
}

/** The library expects errors as graphql-js makes them, and sends what those say of themselves. */
function resultOf({ errors: formatted, ...answer }: FormattedExecutionResult): ExecutionResult {
  return formatted ? { ...answer, errors: formatted.map((error) => new FormattedError(error)) } : answer;
}

class FormattedError extends GraphQLError {
  readonly #formatted: GraphQLFormattedError;

  constructor(formatted: GraphQLFormattedError) {
    super(formatted.message);
    this.#formatted = formatted;
  }

  override toJSON(): GraphQLFormattedError {
    return this.#formatted;
  }
}

/** Ends at once when the client completes or leaves, also while nothing happens. */
function answersOf(outcome: AnswersToCome, { socket, conversation }: Connection) {
  const gone = new AbortController();
  const leave = () => gone.abort();
  socket.once("close", leave);
  const answers = conversation.streaming(forwarded(outcome, gone.signal, { socket, conversation }));
  return {
    next: () => answers.next(),
    return: () => {
      leave();
      return answers.return();
    },
    throw: (error: unknown) => answers.throw(error),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* forwarded(
  { open, moved }: AnswersToCome,
  gone: AbortSignal,
  { socket, conversation }: Pick<Connection, "socket" | "conversation">,
) {
  for await (const answer of open(gone)) yield resultOf(answer);
  if (!moved.aborted || gone.aborted) return;
  await conversation.pause();
  // Clients of this protocol connect again after this code, and subscribe again to what was not completed.
  socket.close(closeCodes.serviceRestart, "The graph has changed");
}
