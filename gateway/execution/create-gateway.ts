/** What executes operations on a supergraph: our own engine, or the reference that it is measured against. */
import type { GatewayInterface } from "@apollo/server-gateway-interface";
import { createHubGateway } from "./hub-gateway.ts";
import type { EngineOptions } from "./engine.ts";
import { createHttpLink, type HttpOptions } from "./links/http-link.ts";
import { createInProcessLink } from "./links/in-process-link.ts";
import type { SubgraphLink } from "./links/subgraph-link.ts";
import type { LocalSubgraphs } from "./local-subgraphs.ts";
import { createReferenceGateway } from "./reference-gateway.ts";

interface Options<Context> {
  readonly engine: "hub" | "apollo";
  readonly supergraphSdl: string;
  readonly local: LocalSubgraphs<Context>;
  /** What sees each call to a subgraph; the reference engine has no such places. */
  readonly links: {
    measure(subgraph: string, link: SubgraphLink): SubgraphLink;
    readonly headersFor: NonNullable<HttpOptions["headersFor"]>;
  };
  readonly onPrepared: NonNullable<EngineOptions["onPrepared"]>;
}

export function createGateway<Context>({ engine, supergraphSdl, local }: Options<Context>): GatewayInterface {
  if (engine === "apollo") return createReferenceGateway(supergraphSdl, local);
  return createHubGateway({
    supergraphSdl,
    linkFor(name, url) {
      const subgraph = local.get(name);
      if (subgraph === undefined) return createHttpLink({ url });
      const { schema, contextFor } = subgraph;
      // The engine does not look into the context; it is the one that this server's own context function made.
      return createInProcessLink({ schema, contextFor: ({ client }) => contextFor(client.context as Context) });
    },
  });
}
