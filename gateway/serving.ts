/** An engine on one supergraph, and the requests that are under way in it. */
import { graphqlOverHttp, type HttpHandler } from "#kit/server/graphql-over-http.ts";
import { isUnexpected } from "#kit/server/mask-error.ts";
import type { Subgraph } from "#kit/server/subgraph.ts";
import type { Config } from "./config.ts";
import { contextOf, type GatewayContext } from "./context.ts";
import { createGateway } from "./execution/create-gateway.ts";
import type { LocalSubgraph, LocalSubgraphs } from "./execution/local-subgraphs.ts";
import { startGraphqlServer } from "./graphql-server.ts";
import { faultOf } from "./telemetry/fault.ts";
import type { Log } from "./telemetry/log.ts";
import { requestIdHeader } from "./telemetry/request-id.ts";
import type { Telemetry } from "./telemetry/telemetry.ts";

export interface Serving {
  readonly handler: HttpHandler;
  /** Resolves when the last request that began here is answered and the engine is closed. Send it no more before. */
  retire(): Promise<void>;
}

interface Options {
  readonly supergraphSdl: string;
  readonly local: readonly Subgraph[];
  readonly config: Config;
  readonly log: Log;
  readonly telemetry: Telemetry;
}

export async function startServing({ supergraphSdl, local, config, log, telemetry }: Options): Promise<Serving> {
  const gateway = await createGateway<GatewayContext>({
    engine: config.engine,
    supergraphSdl,
    local: localByName(local, log),
    links: telemetry.links,
    onPrepared: telemetry.onPrepared,
  });
  const server = await startGraphqlServer({ gateway, config, log, telemetry });
  const handler = graphqlOverHttp(server, async (request, response) => {
    const requestId = String(response.getHeader(requestIdHeader));
    return contextOf({ request, requestId, record: telemetry.recordOf(request) }, config);
  });
  const underWay = new Set<Promise<void>>();
  return {
    handler: (request, response) => {
      const answer = handler(request, response).finally(() => underWay.delete(answer));
      underWay.add(answer);
      return answer;
    },
    async retire() {
      // An engine that is closed asks subgraphs no more, and a request may have more to ask.
      await Promise.allSettled(underWay);
      await server.stop();
    },
  };
}

function localByName(local: readonly Subgraph[], log: Log): LocalSubgraphs<GatewayContext> {
  return new Map(local.map((subgraph) => [subgraph.name, asEngineKnowsIt(subgraph, log)]));
}

function asEngineKnowsIt({ name, schema, createContext }: Subgraph, log: Log): LocalSubgraph<GatewayContext> {
  return {
    schema,
    contextFor: ({ mayWrite }) => createContext({ mayWrite }),
    onError(error, { requestId }) {
      // What the caller did wrong is told to the caller; the rest only the log can tell.
      if (!isUnexpected(error)) return;
      log.error({ requestId, subgraph: name, fault: faultOf(error.originalError ?? error) }, "resolver failed");
    },
  };
}
