/** Serves a supergraph with our engine and nothing else of the hub, as its contenders are served. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { ApolloServer, HeaderMap } from "@apollo/server";
import { createHttpLink, createHubGateway, shareReads, stringifyAnswer } from "../../gateway/execution/index.ts";

export type ServeOptions = {
  readonly supergraph: string;
  readonly port: number;
  /** What is done once where it is asked at the same time: right only where all clients see the same. */
  readonly sharing?: "nothing" | "reads" | "operations";
};

export async function serveEngine({ supergraph, port, sharing = "nothing" }: ServeOptions): Promise<void> {
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
  const server = new ApolloServer({
    gateway,
    stringifyResult: stringifyAnswer,
    introspection: true,
    csrfPrevention: false,
  });
  await server.start();
  await once(
    createServer((request, response) => void respond(server, request, response)).listen(port, "127.0.0.1"),
    "listening",
  );
}

async function respond(server: ApolloServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, headers, body } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method ?? "GET",
      headers: new HeaderMap(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      search: new URL(request.url ?? "/", "http://localhost").search,
      body: request.method === "POST" ? await readJson(request) : undefined,
    },
    context: async () => ({}),
  });
  const text = body.kind === "complete" ? body.string : "";
  response.writeHead(status ?? 200, Object.fromEntries(headers));
  response.end(text);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return undefined;
  }
}
