/** Where each request goes: GraphQL, GraphiQL for a browser, health, and nothing else. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { errors } from "#kit/errors.ts";
import { type HttpHandler, refuse } from "#kit/server/graphql-over-http.ts";
import { sendJson } from "#kit/server/send-json.ts";
import { allowCrossOrigins, type CrossOrigins } from "./cross-origins.ts";
import { type Asset, graphiqlAssets, graphiqlPage } from "./graphiql.ts";

/** Whether the hub can answer, and if not, why. */
export type Readiness =
  | { readonly ready: true; readonly notes: readonly string[] }
  | { readonly ready: false; readonly reasons: readonly string[] };

export interface RouteOptions {
  readonly graphql: HttpHandler;
  /** GraphQL as server-sent events, whatever the client accepts. */
  readonly events: HttpHandler;
  readonly readiness: () => Promise<Readiness>;
  /** Whether a browser that opens `/graphql` gets GraphiQL. */
  readonly graphiql: boolean;
  /** Of other rooms, by path. */
  readonly others: ReadonlyMap<string, HttpHandler>;
  /** Absent where nobody may read them. */
  readonly metrics: HttpHandler | undefined;
  /** Takes what lies below `/graphql/` and is nothing else; undefined for what is no contract graph. */
  readonly contract: (name: string) => HttpHandler | undefined;
  /** Pages elsewhere that may ask. */
  readonly crossOrigins: CrossOrigins;
  /** Takes what lies below `/registry/`; absent where nobody can publish. */
  readonly registry?: HttpHandler | undefined;
}

export function createRoutes(options: RouteOptions): HttpHandler {
  const findAsset = options.graphiql ? assetsOf(options) : () => undefined;
  const handlers = handlersByPath(options);
  const route: HttpHandler = async (request, response) => {
    response.setHeaders(securityHeaders);
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const asset = findAsset(path, request);
    if (asset) return sendAsset(response, asset);
    const handler = path.startsWith("/registry/")
      ? options.registry
      : (handlers.get(path) ?? contractAt(path, options));
    return handler ? handler(request, response) : refuse(response, 404, errors.notFound());
  };
  return allowCrossOrigins(options.crossOrigins, route);
}

function handlersByPath({
  graphql,
  events,
  readiness,
  metrics,
  others,
}: RouteOptions): ReadonlyMap<string, HttpHandler> {
  return new Map<string, HttpHandler>([
    ...others,
    ["/", async (_, response) => redirect(response, "/graphql")],
    ["/graphql", graphql],
    ["/graphql/stream", events],
    ["/health/live", async (_, response) => sendJson(response, 200, { status: "live" })],
    ["/health/ready", async (_, response) => sendReadiness(response, await readiness())],
    ...(metrics ? [["/metrics", readOnly(metrics)] as const] : []),
  ]);
}

function contractAt(path: string, { contract }: RouteOptions): HttpHandler | undefined {
  const [, name] = /^\/graphql\/([a-z][a-z0-9-]{0,62})$/.exec(path) ?? [];
  return name === undefined ? undefined : contract(name);
}

function readOnly(handler: HttpHandler): HttpHandler {
  return async (request, response) =>
    isReading(request) ? handler(request, response) : refuse(response, 404, errors.notFound());
}

/** The page or one of its files; a browser that opens the endpoint wants the page, a program that asks it a question does not. */
function assetsOf(options: RouteOptions): (path: string, request: IncomingMessage) => Asset | undefined {
  return (path, request) => {
    if (!isReading(request)) return undefined;
    const isGraph = path === "/graphql" || contractAt(path, options) !== undefined;
    return isGraph && wantsPage(request) ? graphiqlPage : graphiqlAssets.get(path);
  };
}

// GraphiQL's editor sets inline styles and data: fonts; everything else comes from this server or not at all.
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** No page of another site may frame or open us; those that may read are named by JINKATSU_CORS. */
const securityHeaders = new Map([
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "no-referrer"],
  ["content-security-policy", contentSecurityPolicy],
  ["x-frame-options", "DENY"],
  ["cross-origin-resource-policy", "same-origin"],
  ["cross-origin-opener-policy", "same-origin"],
  ["permissions-policy", "camera=(), geolocation=(), microphone=()"],
  ["x-permitted-cross-domain-policies", "none"],
]);

function isReading({ method }: IncomingMessage): boolean {
  return method === "GET" || method === "HEAD";
}

function wantsPage({ headers, url }: IncomingMessage): boolean {
  return (headers.accept ?? "").includes("text/html") && !/[?&](?:query|documentId)=/.test(url ?? "");
}

function sendReadiness(response: ServerResponse, readiness: Readiness): void {
  const { ready, ...why } = readiness;
  sendJson(response, ready ? 200 : 503, { status: ready ? "ready" : "not ready", ...why });
}

function sendAsset(response: ServerResponse, { type, body }: Asset): void {
  response.writeHead(200, { "content-type": type, "content-length": body.length, "cache-control": "no-cache" });
  response.end(body);
}

function redirect(response: ServerResponse, to: string): void {
  response.writeHead(302, { location: to });
  response.end();
}
