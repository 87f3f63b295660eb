/**
 * Answers what a gateway asks a subgraph all day, queries as JSON over POST, without the way through Apollo Server: parsed,
 * validated and compiled once for each text. Everything else, and whatever has an error in it, is Apollo Server's.
 */
import type { IncomingMessage } from "node:http";
import { type DocumentNode, type GraphQLSchema, getOperationAST, parse, validate } from "graphql";
import { BoundedCache } from "../bounded-cache.ts";
import { writeCacheControl } from "../caching/cache-policy.ts";
import { cachePolicyOf } from "../caching/policy-of.ts";
import { readRevisionIn, tellsRevision } from "../caching/revision.ts";
import { createQueryRunner } from "../execution/query-runner.ts";

export interface Answered {
  readonly contentType: string;
  readonly body: string;
  /** A `Cache-Control` header. */
  readonly cacheControl: string;
  /** Of the state that it was read from; undefined where that is not told. */
  readonly revision: string | undefined;
}

/** Undefined where Apollo Server must answer. The context is made only for a query that is run. */
export type AnswerQuery = (received: Received, context: () => Promise<object>) => Promise<Answered | undefined>;

interface Received {
  readonly request: IncomingMessage;
  /** Parsed where it came as JSON. */
  readonly body: unknown;
}

/** A gateway's plans bring some hundred texts; of those of a passer-by each is soon forgotten. */
const textsKept = 1_000;
const longestText = 32 * 1024;

/** What Apollo Server answers with, for what gateways say they accept. */
const contentTypes = new Map<string | undefined, string>([
  [undefined, "application/json; charset=utf-8"],
  ["*/*", "application/json; charset=utf-8"],
  ["application/json", "application/json; charset=utf-8"],
  ["application/graphql-response+json, application/json;q=0.9", "application/graphql-response+json; charset=utf-8"],
]);

export function createQueryAnswers(schema: GraphQLSchema): AnswerQuery {
  const known = new BoundedCache<string, Known>(textsKept);
  const runQuery = createQueryRunner(schema);
  const knownOf = ({ query, operationName }: Asked) => {
    const found = known.get(query) ?? read(schema, query);
    known.set(query, found);
    return operationName === undefined || operationName === found.name ? found : undefined;
  };
  return async ({ request: { method, headers, url = "" }, body }, context) => {
    const contentType = contentTypes.get(headers.accept);
    const asked = method === "POST" && !url.includes("?") ? askedIn(body) : undefined;
    const { document, cacheControl = "no-store" } = (contentType && asked && knownOf(asked)) || {};
    if (!contentType || !asked || !document) return undefined;
    const contextValue = await context();
    const revision = tellsRevision(document, cacheControl) ? await readRevisionIn(contextValue) : undefined;
    const data = await runQuery(document, { variables: asked.variables, context: contextValue });
    return data && { contentType, cacheControl, revision, body: `${JSON.stringify({ data })}\n` };
  };
}

interface Known {
  /** Undefined where it is not valid. */
  readonly document?: DocumentNode;
  /** That of its operation; one that has several is never run here. */
  readonly name?: string | undefined;
  readonly cacheControl?: string;
}

function read(schema: GraphQLSchema, text: string): Known {
  try {
    const document = parse(text);
    if (validate(schema, document).length > 0) return {};
    const cacheControl = writeCacheControl(cachePolicyOf(schema, document));
    return { document, name: getOperationAST(document)?.name?.value, cacheControl };
  } catch {
    return {};
  }
}

interface Asked {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Only what has nothing to it but these three. */
function askedIn(body: unknown): Asked | undefined {
  if (!isRecord(body)) return undefined;
  const { query, variables, operationName = null, ...rest } = body;
  if (typeof query !== "string" || query.length > longestText || Object.keys(rest).length > 0) return undefined;
  if (typeof operationName !== "string" && operationName !== null) return undefined;
  if (variables !== undefined && variables !== null && !isRecord(variables)) return undefined;
  return { query, operationName: operationName ?? undefined, variables: variables ?? {} };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
