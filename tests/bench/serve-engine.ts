/** Serves a supergraph with our engine and nothing else of the hub, as its contenders are served. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import { type Identity, publicIdentity } from "#kit/identity/identity.ts";
import { encode } from "#kit/server/encode.ts";
import { largestBody } from "#kit/server/largest-body.ts";
import { readBody, tooLarge } from "#kit/server/read-body.ts";
import { createHttpLink, createHubGateway, shareReads, stringifyAnswer } from "../../gateway/execution/index.ts";
import type { CallerName } from "../../gateway/limits/caller-limits.ts";

export type ServeOptions = {
  readonly supergraph: string;
  readonly port: number;
  /** What is done once where it is asked at the same time: right only where all clients see the same. */
  readonly sharing?: "nothing" | "reads" | "operations";
  /** What stands before the engine; nothing unless given. */
  readonly guard?: EngineGuard;
};

export type GuardContext = { readonly identity: Identity; readonly mayWrite: boolean; readonly callerName: CallerName };

export type EngineGuard = {
  readonly plugins: readonly ApolloServerPlugin<GuardContext>[];
  contextOf(request: IncomingMessage): Promise<GuardContext>;
  /** @throws Refusal */
  admit(document: unknown, context: GuardContext): void;
};

/** The same for every request, where nobody looks who asks. */
const anybody: GuardContext = { identity: publicIdentity, mayWrite: false, callerName: undefined };

export async function serveEngine({ supergraph, port, sharing = "nothing", guard }: ServeOptions): Promise<void> {
  process.env["APOLLO_TELEMETRY_DISABLED"] = "1";
  const gateway = createHubGateway({
    supergraphSdl: readFileSync(supergraph, "utf8"),
    planOffThread: true,
    linkFor: (_name, url) => {
      const link = createHttpLink({ url });
      return sharing === "nothing" ? link : shareReads(link, () => "everyone");
    },
    ...(sharing === "operations" && { shareAmong: () => "everyone" }),
  });
  const server = new ApolloServer<GuardContext>({
    gateway,
    stringifyResult: stringifyAnswer,
    introspection: true,
    csrfPrevention: false,
    plugins: [...(guard?.plugins ?? [])],
  });
  await server.start();
  await once(
    createServer((request, response) => void respond({ server, guard }, request, response)).listen(port, "127.0.0.1"),
    "listening",
  );
}

type Served = { readonly server: ApolloServer<GuardContext>; readonly guard: EngineGuard | undefined };

async function respond({ server, guard }: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const context = guard ? await guard.contextOf(request) : anybody;
  const asked = request.method === "POST" ? await readJson(request) : undefined;
  guard?.admit(documentIn(asked), context);
  const { status, headers, body } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method ?? "GET",
      headers: new HeaderMap(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      search: (request.url ?? "").replace(/^[^?]*/, ""),
      body: asked,
    },
    context: async () => context,
  });
  const text = body.kind === "complete" ? body.string : "";
  response.statusCode = status ?? 200;
  for (const [name, value] of headers) response.setHeader(name, value);
  response.end(encode(text));
}

function documentIn(asked: unknown): unknown {
  return typeof asked === "object" && asked !== null && "query" in asked ? asked.query : undefined;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, largestBody);
  return body === tooLarge ? undefined : JSON.parse(body);
}
