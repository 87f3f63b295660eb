/** Which pages elsewhere may ask which graph. Nothing is sent along by the browser itself: no cookie counts across origins. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpHandler } from "#kit/server/graphql-over-http.ts";

/** Exact origins by graph: `portal`, or the empty name for the whole graph at `/graphql`. */
export type CrossOrigins = ReadonlyMap<string, ReadonlySet<string>>;

/** `https://a.example.jp,portal=https://b.example.jp`; undefined for what is neither. */
export function parseCrossOrigins(text: string): CrossOrigins | undefined {
  const written = text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  const found = new Map<string, Set<string>>();
  for (const each of written) {
    const [, graph = "", origin = ""] = /^(?:([a-z][a-z0-9-]{0,62})=)?(https?:\/\/\S+)$/.exec(each) ?? [];
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) return undefined;
    found.set(graph, (found.get(graph) ?? new Set()).add(origin));
  }
  return found;
}

const answeredHeaders = "retry-after, x-request-id";
const askedHeaders =
  "accept-language, apollo-require-preflight, apollographql-client-name, apollographql-client-version, authorization, content-type, graphql-client-name, graphql-client-version, x-request-id";
const preflightHolds = "7200";

export function allowCrossOrigins(origins: CrossOrigins, handler: HttpHandler): HttpHandler {
  if (origins.size === 0) return handler;
  return async (request, response) => {
    const allowed = origins.get(graphAt(request));
    if (!allowed) return handler(request, response);
    response.appendHeader("vary", "origin");
    const { origin } = request.headers;
    if (origin === undefined || !allowed.has(origin)) return handler(request, response);
    response.setHeader("access-control-allow-origin", origin);
    if (isPreflight(request)) return answerPreflight(response);
    response.setHeader("access-control-expose-headers", answeredHeaders);
    return handler(request, response);
  };
}

/** The empty name for the whole graph and its streams, one that no graph has for what is no graph. */
function graphAt({ url = "/" }: IncomingMessage): string {
  const path = url.split("?", 1)[0] ?? "";
  if (path === "/graphql" || path === "/graphql/stream") return "";
  return /^\/graphql\/([a-z][a-z0-9-]{0,62})$/.exec(path)?.[1] ?? "/";
}

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === "OPTIONS" && headers["access-control-request-method"] !== undefined;
}

function answerPreflight(response: ServerResponse): void {
  response.writeHead(204, {
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": askedHeaders,
    "access-control-max-age": preflightHolds,
  });
  response.end();
}
