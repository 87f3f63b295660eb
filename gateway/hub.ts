/** A running gateway: a supergraph, an engine on it, and a port that answers from the first moment on. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApolloServer } from "@apollo/server";
import { graphqlOverHttp, type HttpHandler, refuse } from "#kit/server/graphql-over-http.ts";
import { type Listening, listen } from "#kit/server/listen.ts";
import type { Subgraph } from "#kit/server/subgraph.ts";
import type { SubgraphAddress } from "#kit/settings.ts";
import type { Config } from "./config.ts";
import { contextOf, type GatewayContext } from "./context.ts";
import { createGateway } from "./execution/create-gateway.ts";
import { startGraphqlServer } from "./graphql-server.ts";
import { createLastGood } from "./supergraph/last-good.ts";
import { publishedBy } from "./supergraph/published.ts";
import { createSupply, type Supergraph, watchSupergraph } from "./supergraph/supply.ts";
import { logRequest } from "./telemetry/access-log.ts";
import type { Log } from "./telemetry/log.ts";
import { requestIdHeader } from "./telemetry/request-id.ts";
import { createRoutes, type Readiness } from "./web/routes.ts";

/** What serves GraphQL now: nothing yet, or an engine on a supergraph. */
type State =
  | { readonly phase: "starting"; readonly reasons: readonly string[] }
  | {
      readonly phase: "serving";
      readonly supergraph: Supergraph & { readonly sdl: string };
      readonly server: ApolloServer<GatewayContext>;
      readonly handler: HttpHandler;
    };

export interface Hub extends Listening {
  readiness(): Readiness;
}

export interface HubOptions {
  readonly config: Config;
  readonly log: Log;
  /** Subgraphs in this process. */
  readonly local: readonly Subgraph[];
  /** Subgraphs that run as processes of their own. */
  readonly elsewhere: readonly SubgraphAddress[];
}

/** Resolves once it listens; it is ready when a supergraph is there. @throws HubError PORT_TAKEN or CANNOT_LISTEN */
export async function startHub(options: HubOptions): Promise<Hub> {
  const { config, log, local, elsewhere } = options;
  let state: State = { phase: "starting", reasons: ["starting"] };
  const stopping = new AbortController();
  const supply = createSupply(publishedBy(local, elsewhere), createLastGood(config.dataFolder));
  const routes = createRoutes({
    graphql: (request, response) => answer(state, request, response),
    readiness: () => readinessOf(state),
    graphiql: config.mode === "development",
  });
  const listening = await listen((request, response) => serve(routes, log, { request, response }), config);
  const adopt = async (supergraph: Supergraph) => {
    const before = state;
    state = await nextState(before, supergraph, options);
    logSupergraph(log, supergraph);
    if (before.phase === "serving" && state.phase === "serving" && state.server !== before.server)
      await before.server.stop();
  };
  await adopt(await supply());
  const watching = watchSupergraph({
    supply,
    onChange: adopt,
    signal: stopping.signal,
    served: () => (state.phase === "serving" ? state.supergraph : undefined),
  });
  return {
    ...listening,
    readiness: () => readinessOf(state),
    async close() {
      stopping.abort();
      await Promise.all([watching, listening.close()]);
      if (state.phase === "serving") await state.server.stop();
    },
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

function serve(routes: HttpHandler, log: Log, { request, response }: Exchange): void {
  logRequest(log, request, response);
  routes(request, response).catch((error: unknown) => {
    log.error({ requestId: response.getHeader(requestIdHeader), err: error }, "request failed");
    if (!response.headersSent) refuse(response, 500, "Internal error / 内部エラー");
    else response.destroy();
  });
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (state.phase === "serving") return state.handler(request, response);
  response.setHeader("retry-after", "1");
  refuse(
    response,
    503,
    "The hub is starting. Try again in a moment. / 起動中です。少し待ってからもう一度お試しください。",
  );
}

function readinessOf(state: State): Readiness {
  if (state.phase === "starting") return { ready: false, reasons: state.reasons };
  const { supergraph } = state;
  return { ready: true, notes: supergraph.origin === "lastGood" ? ["serving the last good supergraph"] : [] };
}

/** Builds what is to serve beside what serves, so that the switch is one assignment and requests in flight end where they began. */
async function nextState(state: State, supergraph: Supergraph, options: HubOptions): Promise<State> {
  if (supergraph.origin === "none") {
    return state.phase === "serving" ? state : { phase: "starting", reasons: supergraph.reasons };
  }
  if (state.phase === "serving" && state.supergraph.sdl === supergraph.sdl) return { ...state, supergraph };
  return serving(supergraph, options);
}

async function serving(supergraph: Supergraph & { readonly sdl: string }, options: HubOptions): Promise<State> {
  const { config, log, local } = options;
  const gateway = createGateway<GatewayContext>({
    engine: config.engine,
    supergraphSdl: supergraph.sdl,
    local: localByName(local),
  });
  const server = await startGraphqlServer({ gateway, config, log });
  const handler = graphqlOverHttp(server, async (request, response) =>
    contextOf(request, String(response.getHeader(requestIdHeader)), config),
  );
  return { phase: "serving", supergraph, server, handler };
}

function localByName(local: readonly Subgraph[]) {
  return new Map(
    local.map((subgraph) => [
      subgraph.name,
      { schema: subgraph.schema, contextFor: ({ mayWrite }: GatewayContext) => subgraph.createContext({ mayWrite }) },
    ]),
  );
}

function logSupergraph(log: Log, supergraph: Supergraph): void {
  const { sdl, ...facts } = { sdl: "", ...supergraph };
  log[supergraph.origin === "composed" ? "info" : "warn"]({ ...facts, bytes: sdl.length }, "supergraph");
}
