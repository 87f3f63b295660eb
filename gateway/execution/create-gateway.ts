/** What executes operations on a supergraph: our own engine, or the reference that it is measured against. */
import type { GatewayInterface } from "@apollo/server-gateway-interface";
import { maskErrors } from "#kit/server/mask-error.ts";
import type { EngineOptions } from "./engine.ts";
import { createHubGateway } from "./hub-gateway.ts";
import { createHttpLink, type HttpOptions } from "./links/http-link.ts";
import { createInProcessLink } from "./links/in-process-link.ts";
import type { SubgraphLink } from "./links/subgraph-link.ts";
import type { LocalSubgraph, LocalSubgraphs } from "./local-subgraphs.ts";

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

export async function createGateway<Context>(options: Options<Context>): Promise<GatewayInterface> {
  const { engine, supergraphSdl, local } = options;
  if (engine === "hub") return createOwnGateway(options);
  // Loading it takes the better part of a second, which a hub on its own engine need not wait for.
  const { createReferenceGateway } = await import("./reference-gateway.ts");
  return createReferenceGateway(supergraphSdl, local);
}

function createOwnGateway<Context>({ supergraphSdl, local, links, onPrepared }: Options<Context>): GatewayInterface {
  const linkFor = (name: string, url: string) => {
    const subgraph = local.get(name);
    return subgraph ? inProcess(subgraph) : createHttpLink({ url, headersFor: links.headersFor });
  };
  return createHubGateway({
    supergraphSdl,
    linkFor: (name, url) => links.measure(name, linkFor(name, url)),
    onPrepared,
  });
}

function inProcess<Context>({ schema, contextFor, onError }: LocalSubgraph<Context>): SubgraphLink {
  return createInProcessLink({
    schema,
    // The engine does not look into the context; it is the one that this server's own context function made.
    contextFor: ({ client }) => contextFor(client.context as Context),
    show: maskErrors,
    onError: (error, { client }) => onError(error, client.context as Context),
  });
}
