/** A subgraph of a few lines on node:http: GraphQL over HTTP, subscriptions as graphql-sse and as graphql-ws have them. */
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type ExecutionResult, execute, type GraphQLSchema, getOperationAST, parse, subscribe } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";

type Resolvers =
  NonNullable<Exclude<Parameters<typeof buildSubgraphSchema>[0], unknown[]>> extends infer Modules
    ? Modules extends { readonly resolvers?: infer R }
      ? R
      : never
    : never;

export interface SmallSubgraph {
  readonly sdl: string;
  readonly resolvers: Resolvers;
  /** Told with every answer. */
  readonly headers?: () => Readonly<Record<string, string>>;
}

export interface SubgraphServer {
  /** `http://127.0.0.1:port/graphql` */
  readonly url: string;
  /** The documents that were received, in order. */
  readonly asked: readonly string[];
  /** Publishes another schema from now on. */
  publish(subgraph: SmallSubgraph): void;
  /** Breaks every connection in the midst, as a killed process does. */
  breakOff(): void;
  close(): Promise<void>;
}

const federation = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@inaccessible"])\n`;

export function sdlOf({ sdl }: SmallSubgraph): string {
  return federation + sdl;
}

export function schemaOf(subgraph: SmallSubgraph): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(sdlOf(subgraph)), resolvers: subgraph.resolvers }]);
}

export async function serveSmallSubgraph(subgraph: SmallSubgraph): Promise<SubgraphServer> {
  let schema = schemaOf(subgraph);
  const asked: string[] = [];
  const { headers = () => ({}) } = subgraph;
  const server = createServer((request, response) => void answer(request, response, { schema, asked, headers }));
  const sockets = new WebSocketServer({ server, path: "/graphql" });
  useServer({ schema: () => schema }, sockets);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const breakOff = () => {
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
  };
  return {
    url: `http://127.0.0.1:${portOf(server)}/graphql`,
    asked,
    publish: (next) => {
      schema = schemaOf(next);
    },
    breakOff,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      breakOff();
      await closed;
    },
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

interface Asked {
  readonly schema: GraphQLSchema;
  readonly asked: string[];
  readonly headers: NonNullable<SmallSubgraph["headers"]>;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { schema, asked, headers }: Asked,
): Promise<void> {
  let text = "";
  for await (const chunk of request) text += chunk;
  const { query, variables, operationName } = JSON.parse(text);
  asked.push(query);
  const input = { schema, document: parse(query), variableValues: variables, operationName };
  if (getOperationAST(input.document, operationName)?.operation === "subscription") {
    return stream(request, response, await subscribe(input));
  }
  response.setHeader("content-type", "application/json");
  for (const [name, value] of Object.entries(headers())) response.setHeader(name, value);
  response.end(JSON.stringify(await execute(input)));
}

async function stream(
  request: IncomingMessage,
  response: ServerResponse,
  events: ExecutionResult | AsyncGenerator<ExecutionResult>,
): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  const all = Symbol.asyncIterator in events ? events : one(events);
  request.socket.once("close", () => void all.return(undefined));
  for await (const event of all) response.write(`event: next\ndata: ${JSON.stringify(event)}\n\n`);
  response.end("event: complete\ndata:\n\n");
}

async function* one<Value>(value: Value): AsyncGenerator<Value> {
  yield value;
}
