/** The subscriptions of a subgraph over HTTP (graphql-sse, distinct connections) and over WebSockets (graphql-transport-ws). */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ExecutionResult, GraphQLError, GraphQLSchema } from "graphql";
import { errors, HubError } from "../errors.ts";
import type { CallingFor } from "../identity/sign-call.ts";
import { requestIdHeader } from "../log/request-id.ts";
import type { Callers } from "./callers.ts";
import { writeAll } from "./connections/write-all.ts";
import { createEventSockets } from "./event-sockets.ts";
import { type HttpHandler, refuse } from "./graphql-over-http.ts";
import { largestBody } from "./largest-body.ts";
import type { Upgrade } from "./listen.ts";
import { askedEvents, openEvents } from "./open-events.ts";
import { readBody, tooLarge } from "./read-body.ts";

export interface EventSource {
  readonly schema: GraphQLSchema;
  readonly callers: Callers;
  /** A fresh context of the subgraph. */
  contextOf(caller: CallingFor): object;
  /** Told of every error of a resolver, before it is masked, and of which request it is. */
  onError(error: GraphQLError, requestId: string | undefined): void;
}

export interface Events {
  readonly overHttp: HttpHandler;
  readonly upgrade: Upgrade;
  /** Breaks off what is open: it has no end of its own, and clients subscribe again. */
  close(): void;
}

export function wantsEvents({ method, headers }: IncomingMessage): boolean {
  return method === "POST" && (headers.accept ?? "").includes("text/event-stream");
}

export function eventsOf(source: EventSource): Events {
  const open = new Set<ServerResponse>();
  const sockets = createEventSockets(source);
  return {
    upgrade: sockets.upgrade,
    overHttp(request, response) {
      open.add(response);
      response.once("close", () => open.delete(response));
      return answer(source, request, response);
    },
    close() {
      for (const response of open) response.destroy();
      sockets.close();
    },
  };
}

async function answer(source: EventSource, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, largestBody);
  if (body === tooLarge) return refuse(response, 413, errors.bodyTooLarge(largestBody));
  const refused = refusalOf(source.callers, request, body);
  if (refused) return refuse(response, 401, refused);
  const asked = askedEvents(parsed(body));
  if (asked === undefined) return refuse(response, 400, errors.bodyNotJson());
  const requestId = String(request.headers[requestIdHeader] ?? "") || undefined;
  const onError = (error: GraphQLError) => source.onError(error, requestId);
  const events = await openEvents(source.schema, asked, source.contextOf(source.callers.of(request)), onError);
  response.once("close", () => void events.return().catch(() => undefined));
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" });
  response.write(":\n\n");
  const alive = setInterval(() => response.write(":\n\n"), signOfLifeMs);
  response.once("close", () => clearInterval(alive));
  if (await writeAll(response, writtenAll(events))) response.end("event: complete\ndata:\n\n");
}

/** To a gateway that is gone without a word this is what is never acknowledged, where nothing happens that it could be told. */
const signOfLifeMs = 12_000;

async function* writtenAll(events: AsyncIterable<ExecutionResult>): AsyncGenerator<string> {
  for await (const event of events) yield written(event);
}

function refusalOf(callers: Callers, request: IncomingMessage, body: string): HubError | undefined {
  try {
    callers.admit(request, body);
    return undefined;
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function written(event: ExecutionResult): string {
  return `event: next\ndata: ${JSON.stringify(event)}\n\n`;
}
