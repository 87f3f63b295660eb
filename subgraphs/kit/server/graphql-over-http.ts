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
import { HubError } from "../errors.ts";
import type { Answered, AnswerQuery } from "./answer-queries.ts";
import { maskError } from "./mask-error.ts";

/** Larger bodies are refused unread. */
const largestBody = 256 * 1024;

export type ContextOf<Context extends BaseContext> = (
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<Context>;

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Looks at a request before anything of it is parsed. @throws HubError for one that may not go on */
export type Admit = (request: HTTPGraphQLRequest) => HTTPGraphQLRequest;

/** What may look at a request before Apollo Server does: first what answers it, then what admits it. */
export interface BeforeServer {
  readonly answerQuery?: AnswerQuery;
  readonly admit?: Admit;
}

export function graphqlOverHttp<Context extends BaseContext>(
  server: ApolloServer<Context>,
  contextOf: ContextOf<Context>,
  { admit = (request) => request, answerQuery }: BeforeServer = {},
): HttpHandler {
  return async (request, response) => {
    const body = await readBody(request);
    if (body === "too large") return refuse(response, 413, "The request body is larger than 256 KiB.");
    const context = () => contextOf(request, response);
    const answered = await answerQuery?.({ request, body: parsed(body, request) }, context);
    if (answered) return sendAnswered(answered, response);
    const received = {
      method: request.method?.toUpperCase() ?? "GET",
      headers: headersOf(request),
      search: searchOf(request.url ?? ""),
      body: parsed(body, request),
    };
    const admitted = admittedBy(admit, received);
    if (admitted instanceof HubError) return sendError(response, admitted);
    const answer = await server.executeHTTPGraphQLRequest({ httpGraphQLRequest: admitted, context });
    await send(answer, response);
  };
}

function admittedBy(admit: Admit, request: HTTPGraphQLRequest): HTTPGraphQLRequest | HubError {
  try {
    return admit(request);
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
}

function sendAnswered({ contentType, body }: Answered, response: ServerResponse): void {
  response.writeHead(200, { "content-type": contentType, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

function sendError(response: ServerResponse, error: HubError): void {
  response.writeHead(400, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify({ errors: [maskError({ message: error.message }, error)] }));
}

/** A request target need not be a URL that can be parsed; only what stands after the question mark is of use here. */
function searchOf(target: string): string {
  const start = target.indexOf("?");
  return start < 0 ? "" : target.slice(start);
}

export async function readBody(request: IncomingMessage): Promise<string | "too large"> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop would otherwise close the connection before the refusal is sent.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > largestBody) return "too large";
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
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

async function send(answer: HTTPGraphQLResponse, response: ServerResponse): Promise<void> {
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.statusCode = statusOf(answer);
  if (answer.body.kind === "complete") {
    response.end(answer.body.string);
    return;
  }
  for await (const chunk of answer.body.asyncIterator) response.write(chunk);
  response.end();
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

export function refuse(response: ServerResponse, status: number, message: string): void {
  // The rest of an unread body would be taken for the next request.
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", connection: "close" });
  response.end(JSON.stringify({ errors: [{ message }] }));
}
