/** A running subgraph: its published SDL, its schema, and the context of a request, whether called in process or over HTTP. */
import type { IncomingMessage } from "node:http";
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import type { FeedSource } from "../feed/source.ts";
import { isLoopback, type Settings } from "../settings.ts";
import { graphqlOverHttp } from "./graphql-over-http.ts";
import { type Listening, listen } from "./listen.ts";
import { maskError } from "./mask-error.ts";

/** Who calls, as far as a subgraph needs to know. */
export interface Caller {
  readonly mayWrite: boolean;
}

export interface Subgraph {
  /** Lower-case name; a department's is its code. */
  readonly name: string;
  readonly sdl: string;
  readonly schema: GraphQLSchema;
  /** A fresh context for one request. */
  createContext(caller: Caller): object;
  /** The change feed, where the subgraph has records. */
  readonly feed?: FeedSource;
  close(): Promise<void>;
}

/** Serves a subgraph over HTTP at `/graphql`. Closing closes the subgraph too. */
export async function serveSubgraph(subgraph: Subgraph, settings: Settings): Promise<Listening> {
  const server = new ApolloServer({
    schema: subgraph.schema,
    introspection: settings.mode === "development",
    includeStacktraceInErrorResponses: false,
    formatError: maskError,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginUsageReportingDisabled(), ApolloServerPluginInlineTraceDisabled()],
  });
  await server.start();
  const handler = graphqlOverHttp(server, async (request) =>
    subgraph.createContext({ mayWrite: mayWrite(request, settings) }),
  );
  const listening = await listen((request, response) => {
    // A client that went away in the middle of its request must not end the process.
    handler(request, response).catch(() => response.destroy());
  }, settings);
  return {
    ...listening,
    close: async () => {
      await listening.close();
      await server.stop();
      await subgraph.close();
    },
  };
}

/**
 * Whether a request may change records: until there is access control, only in development mode and only from this
 * machine. The name that the client used is checked too, or a web page could reach us by a name of its own; and what a
 * proxy on this machine passes on comes from somewhere else.
 */
export function mayWrite(request: IncomingMessage, { mode, host }: Settings): boolean {
  if (mode !== "development" || !isLoopback(host)) return false;
  if (proxyHeaders.some((name) => name in request.headers)) return false;
  const from = request.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "";
  const asked = (request.headers.host ?? "").replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  return isLoopback(from) && isLoopback(asked);
}

const proxyHeaders = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];
