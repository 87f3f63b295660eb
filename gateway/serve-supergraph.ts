/** Serves one composed supergraph alone, with no database and no department of ours: for audits and benches. */
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { parseArgs } from "node:util";
import { ApolloServer, HeaderMap } from "@apollo/server";
import { createHttpLink, createHubGateway, shareReads, stringifyAnswer } from "./execution/index.ts";

process.env["APOLLO_TELEMETRY_DISABLED"] = "1";

const { values } = parseArgs({
  options: {
    supergraph: { type: "string" },
    port: { type: "string", default: "4000" },
    share: { type: "boolean", default: false },
  },
});
if (!values.supergraph) throw new Error("--supergraph FILE is missing");

const gateway = createHubGateway({
  supergraphSdl: readFileSync(values.supergraph, "utf8"),
  linkFor: (_name, url) => {
    const link = createHttpLink({ url });
    return values.share ? shareReads(link, () => "everyone") : link;
  },
});
const server = new ApolloServer({
  gateway,
  stringifyResult: stringifyAnswer,
  introspection: true,
  csrfPrevention: false,
});
await server.start();
createServer((request, response) => void respond(request, response)).listen(Number(values.port), "127.0.0.1");

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, headers, body } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method ?? "GET",
      headers: new HeaderMap(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      search: new URL(request.url ?? "/", "http://localhost").search,
      body: request.method === "POST" ? await readJson(request) : undefined,
    },
    context: async () => ({}),
  });
  response.writeHead(status ?? 200, Object.fromEntries(headers));
  response.end(body.kind === "complete" ? body.string : "");
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
