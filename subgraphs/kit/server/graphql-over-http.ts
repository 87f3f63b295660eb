/** Answers GraphQL requests on node:http with an Apollo Server: the one place where the two meet. */
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  type ApolloServer,
  type BaseContext,
  HeaderMap,
  type HTTPGraphQLRequest,
  type HTTPGraphQLResponse,
} from "@apollo/server";
import type { FormattedExecutionResult } from "graphql";
import { revisionHeader } from "../caching/revision.ts";
import { errors, HubError } from "../errors.ts";
import { Refusal, refusal } from "../graphql/refusal.ts";
import type { Answered, AnswerQuery } from "./answer-queries.ts";
import { closePersistent } from "./connections/close-persistent.ts";
import { writeAll } from "./connections/write-all.ts";
import { encode } from "./encode.ts";
import { largestBody } from "./largest-body.ts";
import { maskError } from "./mask-error.ts";
import { readBody, tooLarge } from "./read-body.ts";
import { sendJson } from "./send-json.ts";
import { tellReader } from "./tell-reader.ts";

export type ContextOf<Context extends BaseContext> = (
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<Context>;

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Looks at a request before anything of it is parsed. @throws HubError or Refusal for one that may not go on */
export type Admit = (request: HTTPGraphQLRequest, incoming: IncomingMessage) => HTTPGraphQLRequest;

export interface Door {
  /** Judges who calls, by the body as it came, before anything of it is believed. @throws HubError or Refusal */
  readonly checkCaller: (incoming: IncomingMessage, body: string) => void;
  readonly admit: Admit;
  /** In bytes. */
  readonly largestBody: number;
  /** Told of what is refused here, before any server knows of it. */
  readonly onRefused: (code: string, incoming: IncomingMessage) => void;
  /** What it answers comes neither before `admit` nor before Apollo Server. */
  readonly answerQuery?: AnswerQuery;
  /** Sends a whole answer; its status and the headers that Apollo Server knows are set. */
  readonly deliver: Deliver;
}

export type Deliver = (body: Buffer, request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export const openDoor: Door = {
  checkCaller: () => undefined,
  admit: (request) => request,
  largestBody,
  onRefused: () => undefined,
  deliver: (body, _, response) => void response.end(body),
};

export function graphqlOverHttp<Context extends BaseContext>(
  server: ApolloServer<Context>,
  contextOf: ContextOf<Context>,
  door: Door = openDoor,
): HttpHandler {
  return async (request, response) => {
    const body = await bodyOf(request, door);
    const context = () => contextOf(request, response);
    const answered = await answerOf(body, request, door, context);
    if (answered) return sendAnswered(answered, response);
    const admitted = body instanceof Refusal ? body : attempted(() => door.admit(received(request, body), request));
    if (admitted instanceof Refusal) {
      door.onRefused(String(admitted.extensions["code"]), request);
      return sendRefusal(response, admitted);
    }
    const answer = await server.executeHTTPGraphQLRequest({ httpGraphQLRequest: admitted, context });
    await send(answer, { request, response }, door);
  };
}

async function answerOf(
  body: string | Refusal,
  request: IncomingMessage,
  { answerQuery }: Door,
  context: () => Promise<object>,
): Promise<Answered | undefined> {
  if (answerQuery === undefined || body instanceof Refusal) return undefined;
  return answerQuery({ request, body: parsed(body, request) }, context);
}

function sendAnswered({ contentType, cacheControl, revision, body }: Answered, response: ServerResponse): void {
  response.writeHead(200, {
    "content-type": contentType,
    "cache-control": cacheControl,
    ...(revision !== undefined && { [revisionHeader]: revision }),
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

async function bodyOf(request: IncomingMessage, door: Door): Promise<string | Refusal> {
  if (namesOtherCharset(request)) return refusal(errors.charsetUnsupported(), 415);
  const body = await readBody(request, door.largestBody);
  if (body === tooLarge) return refusal(errors.bodyTooLarge(door.largestBody), 413);
  return attempted(() => door.checkCaller(request, body)) ?? body;
}

/** JSON is UTF-8; read as anything else, a document would not be the one that was looked at. */
function namesOtherCharset({ headers }: IncomingMessage): boolean {
  const [, charset] = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(headers["content-type"] ?? "") ?? [];
  return charset !== undefined && !/^utf-?8$/i.test(charset);
}

function received(request: IncomingMessage, body: string): HTTPGraphQLRequest {
  return {
    method: request.method?.toUpperCase() ?? "GET",
    headers: headersOf(request),
    search: searchOf(request.url ?? ""),
    body: parsed(body, request),
  };
}

function attempted<Result>(work: () => Result): Result | Refusal {
  try {
    return work();
  } catch (error) {
    if (error instanceof HubError) return refusal(error, error.code === errors.callRefused.code ? 401 : 400);
    if (error instanceof Refusal) return error;
    throw error;
  }
}

export function sendRefusal(response: ServerResponse, error: Refusal): void {
  const { status, headers } = error;
  for (const [name, value] of headers) response.setHeader(name, value);
  closePersistent(response, status);
  // The rest of an unread body would be taken for the next request.
  if (status === 413 || status === 415) response.setHeader("connection", "close");
  sendJson(response, status, { errors: [tellReader(maskError(error.toJSON(), error))] });
}

/** A request target need not be a URL that can be parsed; only what stands after the question mark is of use here. */
function searchOf(target: string): string {
  const start = target.indexOf("?");
  return start < 0 ? "" : target.slice(start);
}

/** What is not JSON is passed on as it came: Apollo Server says what is wrong with it. */
function parsed(body: string, request: IncomingMessage): unknown {
  const mediaType = (request.headers["content-type"] ?? "").split(";")[0] ?? "";
  if (mediaType.trim().toLowerCase() !== "application/json") return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function send(answer: HTTPGraphQLResponse, { request, response }: Exchange, { deliver }: Door): Promise<void> {
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.statusCode = statusOf(answer);
  closePersistent(response, response.statusCode);
  if (answer.body.kind === "complete") await deliver(encode(answer.body.string), request, response);
  else if (await writeAll(response, answer.body.asyncIterator)) response.end();
}

/**
 * Who asks for `application/json` takes another status than 200 to say that no GraphQL server answered, so that a well-formed request
 * with a wrong document gets 200, as the specification of GraphQL over HTTP has it.
 */
function statusOf({ status = 200, headers, body }: HTTPGraphQLResponse): number {
  const isJson = headers.get("content-type")?.startsWith("application/json") ?? false;
  return status === 400 && isJson && body.kind === "complete" && isAboutDocument(body.string) ? 200 : status;
}

const codesOfDocuments = new Set(["GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT"]);

function isAboutDocument(answer: string): boolean {
  const { errors = [] } = JSON.parse(answer) as FormattedExecutionResult;
  return errors.every(({ extensions }) => codesOfDocuments.has(String(extensions?.["code"])));
}

export function refuse(response: ServerResponse, status: number, error: HubError): void {
  sendRefusal(response, refusal(error, status));
}
