/** Calls a subgraph over HTTP on connections that are kept open. */
import type { LookupFunction } from "node:net";
import { Pool } from "undici";
import { toRevision } from "#kit/caching/revision.ts";
import { SubgraphFailure } from "../errors.ts";
import { isJsonObject } from "../json.ts";
import { createReader } from "./http1/read.ts";
import { post } from "./post.ts";
import { readErrors } from "./read-errors.ts";
import type { SubgraphAnswer, SubgraphLink, SubgraphRequest } from "./subgraph-link.ts";

export type HttpOptions = {
  readonly url: string;
  readonly connections?: number;
  /** What is passed on to the subgraph: identity, correlation id. Nothing of the client's request is passed on by itself. */
  readonly headersFor?: (request: SubgraphRequest, body: string) => Readonly<Record<string, string>>;
  readonly largestAnswerBytes?: number;
  /** How the host is resolved, for each connection anew. */
  readonly lookup?: LookupFunction | undefined;
};

const defaultConnections = 64;
const defaultLargestAnswerBytes = 8 * 1024 * 1024;

/** Reads go over connections of our own where there is no TLS, which do less for each call; undici carries all else. */
export function createHttpLink({
  url,
  connections = defaultConnections,
  headersFor,
  largestAnswerBytes = defaultLargestAnswerBytes,
  lookup,
}: HttpOptions): SubgraphLink {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, { connections, pipelining: 1, ...(lookup && { connect: { lookup } }) });
  const reader = createReader(url, connections, lookup);
  const path = pathname + search;
  return {
    async execute(request) {
      const body = bodyOf(request);
      const headers = { ...headersFor?.(request, body), "content-type": "application/json", accept };
      const sent = { path, headers, body, signal: request.signal, largestAnswerBytes };
      const answer = request.operation.kind === "query" ? reader?.read(sent) : undefined;
      const { text, cacheControl, revision } = await (answer ?? post(pool, sent));
      return { ...readAnswer(text), cacheControl, revision: toRevision(revision) };
    },
    async close() {
      await Promise.all([pool.close(), reader?.close()]);
    },
  };
}

const accept = "application/graphql-response+json, application/json;q=0.9";

export function bodyOf({ operation, variablesText }: SubgraphRequest): string {
  const name = operation.name ? `,"operationName":"${operation.name}"` : "";
  return `{"query":${operation.quotedText}${name},"variables":${variablesText}}`;
}

/** A status alone says little in GraphQL: an answer with errors may come with any of them. */
export function readAnswer(text: string): SubgraphAnswer {
  const answer = parseJson(text);
  if (!isJsonObject(answer)) throw new SubgraphFailure("SUBGRAPH_ANSWER_INVALID");
  const { data, errors } = answer;
  if (data !== undefined && data !== null && !isJsonObject(data)) throw new SubgraphFailure("SUBGRAPH_ANSWER_INVALID");
  // Whatever cannot stand for itself in a string has a backslash before it in JSON.
  const isPlain = !text.includes("\\");
  return { data, isPlain, ...(errors !== undefined && errors !== null && { errors: readErrors(errors) }) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SubgraphFailure("SUBGRAPH_ANSWER_INVALID", { cause });
  }
}
