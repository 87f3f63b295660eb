/** What executes operations on a supergraph: our own engine, or the reference that it is measured against. */
import type { GatewayInterface } from "@apollo/server-gateway-interface";
import type { GraphQLError } from "graphql";
import { maskErrors } from "#kit/server/mask-error.ts";
import { createHubGateway } from "./hub-gateway.ts";
import { createHttpLink } from "./links/http-link.ts";
import { createInProcessLink } from "./links/in-process-link.ts";
import type { SubgraphLink, SubgraphRequest } from "./links/subgraph-link.ts";
import type { LocalSubgraphs } from "./local-subgraphs.ts";
import { subscribeInProcess } from "./subscribe/subscribe-in-process.ts";
import { subscribeAt, withSubscriptions } from "./subscribe/with-subscriptions.ts";

interface Options<Context> {
  readonly engine: "hub" | "apollo";
  readonly supergraphSdl: string;
  readonly local: LocalSubgraphs<Context>;
  /** By subgraph: where its subscriptions are opened, where that is not its own address. */
  readonly subscriptionUrls?: ReadonlyMap<string, string>;
}

export async function createGateway<Context>(options: Options<Context>): Promise<GatewayInterface> {
  const { engine, supergraphSdl, local } = options;
  if (engine === "hub") return createOwnGateway(options);
  // Loading it takes the better part of a second, which a hub on its own engine need not wait for.
  const { createReferenceGateway } = await import("./reference-gateway.ts");
  return createReferenceGateway(supergraphSdl, local);
}

function createOwnGateway<Context>({ supergraphSdl, local, subscriptionUrls }: Options<Context>): GatewayInterface {
  return createHubGateway({
    supergraphSdl,
    linkFor(name, url) {
      const subgraph = local.get(name);
      if (subgraph === undefined) return remoteLink(url, subscriptionUrls?.get(name));
      const { schema, contextFor, onError } = subgraph;
      const options = {
        schema,
        // The engine does not look into the context; it is the one that this server's own context function made.
        contextFor: ({ client }: SubgraphRequest) => contextFor(client.context as Context),
        show: maskErrors,
        onError: (error: GraphQLError, { client }: SubgraphRequest) => onError(error, client.context as Context),
      };
      return withSubscriptions(createInProcessLink(options), subscribeInProcess(options));
    },
  });
}

function remoteLink(url: string, subscriptionUrl = url): SubgraphLink {
  // A subgraph whose one address is a WebSocket answers queries at the same address over HTTP.
  return withSubscriptions(createHttpLink({ url: url.replace(/^ws/, "http") }), subscribeAt(subscriptionUrl));
}
