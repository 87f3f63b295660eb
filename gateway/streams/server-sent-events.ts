/** Answers an operation as a stream of server-sent events: graphql-sse in its distinct connections mode. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FormattedExecutionResult } from "graphql";
import { errors } from "#kit/errors.ts";
import { requestIdHeader } from "#kit/log/request-id.ts";
import { measureUnread } from "#kit/server/connections/connection-limits.ts";
import { type HttpHandler, refuse } from "#kit/server/graphql-over-http.ts";
import { readBody, tooLarge } from "#kit/server/read-body.ts";
import { type Asked, largestBacklog, type Outcome, type RunOperation, signOfLife } from "./run-operation.ts";

/** Whether the client asks for a stream. Only a POST can: any web page can send a GET without asking first. */
export function wantsEvents({ method, headers }: IncomingMessage): boolean {
  return method === "POST" && (headers.accept ?? "").includes("text/event-stream");
}

interface BodyLimit {
  /** In bytes. */
  readonly largestBody: number;
  readonly onTooLarge: () => void;
}

export function serverSentEvents(run: RunOperation, { largestBody, onTooLarge }: BodyLimit): HttpHandler {
  return async (request, response) => {
    if (!isJson(request)) return refuse(response, 415, errors.contentTypeUnsupported());
    const body = await readBody(request, largestBody);
    if (body === tooLarge) {
      onTooLarge();
      return refuse(response, 413, errors.bodyTooLarge(largestBody));
    }
    const asked = parsed(body);
    if (asked === undefined) return refuse(response, 400, errors.bodyNotJson());
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const outcome = await run(asked, { request, requestId: String(response.getHeader(requestIdHeader)) });
    await sendEvents(response, outcome, gone.signal);
  };
}

/** A type that a web page cannot send to another site without asking first. */
function isJson({ headers }: IncomingMessage): boolean {
  return /^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "");
}

function parsed(body: string): Asked | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

async function sendEvents(response: ServerResponse, outcome: Outcome, gone: AbortSignal): Promise<void> {
  response.writeHead(200, eventHeaders);
  response.write(":\n\n");
  const alive = setInterval(() => response.write(":\n\n"), signOfLife);
  response.once("close", () => clearInterval(alive));
  const isWhole =
    outcome.kind === "single" ? sendNext(response, outcome.answer) : await sendAll(response, outcome, gone);
  if (isWhole) response.end("event: complete\ndata:\n\n");
  else response.destroy();
}

const eventHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
  // Proxies that collect an answer before they pass it on would keep every event.
  "x-accel-buffering": "no",
};

type AnswersToCome = Extract<Outcome, { kind: "stream" }>;

/** A stream that breaks off without an end tells a client to subscribe again. */
async function sendAll(response: ServerResponse, { open, moved }: AnswersToCome, gone: AbortSignal): Promise<boolean> {
  for await (const answer of open(gone)) {
    if (!sendNext(response, answer)) return false;
  }
  return !moved.aborted;
}

/** False for a client that is too slow. */
function sendNext(response: ServerResponse, answer: FormattedExecutionResult): boolean {
  if (response.writableLength > largestBacklog) return false;
  response.write(`event: next\ndata: ${JSON.stringify(answer)}\n\n`);
  measureUnread(response.req);
  return true;
}
