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
import { type Context, handleProtocols, makeServer, type SubscribePayload } from "graphql-ws";
import { type WebSocket, WebSocketServer } from "ws";
import { errors, type HubError } from "#kit/errors.ts";
import { requestIdOf } from "#kit/log/request-id.ts";
import { maskErrors } from "#kit/server/mask-error.ts";
import { closeSocket } from "./close-socket.ts";
import { type Conversation, createConversation } from "./conversation.ts";
import { type AnswersToCome, largestBacklog, type RunOperation, signOfLife } from "./run-operation.ts";
import { mayConnect } from "./same-origin.ts";
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
  readonly limit: number;
  /** In bytes. */
  readonly largestMessage: number;
  /** Told the code of each error that an operation is answered with, or a connection is refused with. */
  readonly onError: (code: string) => void;
}

/** Of one connection, at a time. */
const operationsAtOnce = 100;

const closeCodes = { serviceRestart: 1012, internalError: 4500 } as const;

export function createWebSockets({ run, limit, largestMessage, onError }: WebSocketOptions): WebSockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
    handleProtocols: (protocols) => handleProtocols(protocols) || false,
  });
  const protocol = protocolServer({ run: tellingErrors(run, onError), onError });
  const conversations = new WeakMap<WebSocket, Conversation>();
  const closing = new AbortController();
  return {
    upgrade(request, socket, head) {
      const refusal = closing.signal.aborted ? unavailable : refusalOf(request, sockets.clients.size, limit);
      if (refusal?.error) onError(refusal.error.code);
      if (refusal) return refuse(socket, refusal);
      sockets.handleUpgrade(request, socket, head, (accepted) => {
        const conversation = createConversation();
        conversations.set(accepted, conversation);
        speak(protocol, { socket: accepted, request, conversation }, closing.signal);
      });
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

function refusalOf({ url = "", headers }: IncomingMessage, open: number, limit: number): Refusal | undefined {
  if (url.split("?", 1)[0] !== "/graphql") return { status: "404 Not Found" };
  if (!mayConnect(headers)) return { status: "403 Forbidden", error: errors.originRefused() };
  if (open >= limit) return { status: "503 Service Unavailable", error: errors.subscriptionsFull(limit) };
  return undefined;
}

function refuse(socket: Duplex, { status, error }: Refusal): void {
  socket.on("error", () => socket.destroy());
  const body = error ? JSON.stringify({ errors: [{ message: error.message, extensions: { code: error.code } }] }) : "";
  const head = ["connection: close", "content-type: application/json", `content-length: ${Buffer.byteLength(body)}`];
  socket.end(`HTTP/1.1 ${status}\r\n${head.join("\r\n")}\r\n\r\n${body}`);
}

interface Connection {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly conversation: Conversation;
}

type ConnectionContext = Context<Record<string, unknown> | undefined, Connection>;

/** The library parses documents to tell subscriptions from the rest; here the hub itself does, once, by its own rules. */
const standIn = { schema: new GraphQLSchema({}), document: parse("subscription { hub }") };

type Running = Pick<WebSocketOptions, "run" | "onError">;

function protocolServer(running: Running) {
  return makeServer<Record<string, unknown> | undefined, Connection>({
    onSubscribe: (context, _id, payload) => ({ ...standIn, contextValue: { context, payload } }),
    subscribe: ({ contextValue }) => answer(running, contextValue as Subscribed),
    onError: (_context, _id, _payload, faults) => maskErrors(faults),
  });
}

interface Subscribed {
  readonly context: ConnectionContext;
  readonly payload: SubscribePayload;
}

async function answer({ run, onError }: Running, { context, payload }: Subscribed) {
  const { request } = context.extra;
  if (Object.keys(context.subscriptions).length > operationsAtOnce) {
    onError(errors.subscriptionsFull(operationsAtOnce).code);
    return refused(errors.subscriptionsFull(operationsAtOnce));
  }
  const authorization = authorizationIn(context);
  const outcome = await run({ ...payload }, { request, requestId: requestIdOf(request), authorization });
  return outcome.kind === "single" ? resultOf(outcome.answer) : answersOf(outcome, context.extra);
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
  { socket, conversation }: Omit<Connection, "request">,
) {
  for await (const answer of open(gone)) yield resultOf(answer);
  if (!moved.aborted || gone.aborted) return;
  await conversation.pause();
  // Clients of this protocol connect again after this code, and subscribe again to what was not completed.
  socket.close(closeCodes.serviceRestart, "The graph has changed");
}

function speak(protocol: ReturnType<typeof protocolServer>, connection: Connection, closing: AbortSignal): void {
  const { socket, conversation } = connection;
  const alive = keepAlive(socket);
  const left = protocol.opened(
    {
      protocol: socket.protocol,
      send: async (text) => sendTo(socket, text),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (receive) =>
        socket.on("message", (message) => {
          // Who connects again after the farewell asks again what was not answered.
          if (closing.aborted) return;
          const answered = receive(String(message));
          conversation.answering(answered);
          answered.catch(() => socket.close(closeCodes.internalError, "Internal error"));
        }),
    },
    connection,
  );
  socket.on("error", () => socket.terminate());
  socket.once("close", (code, reason) => {
    clearInterval(alive);
    left(code, String(reason)).catch(() => undefined);
  });
}

/** A client that reads more slowly than things happen is given up before its backlog fills the memory. */
function sendTo(socket: WebSocket, text: string): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > largestBacklog) socket.terminate();
  else socket.send(text);
}

/** A client that does not answer from one ping to the next is gone. */
function keepAlive(socket: WebSocket): NodeJS.Timeout {
  let isThere = true;
  socket.on("pong", () => {
    isThere = true;
  });
  return setInterval(() => {
    if (!isThere) return socket.terminate();
    isThere = false;
    socket.ping();
  }, signOfLife);
}
