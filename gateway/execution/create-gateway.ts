/** What executes operations on a supergraph: our own engine, or the reference that it is measured against. */
import type { GatewayInterface } from "@apollo/server-gateway-interface";
import { maskErrors } from "#kit/server/mask-error.ts";
import { createHubGateway } from "./hub-gateway.ts";
import { createHttpLink } from "./links/http-link.ts";
import { createInProcessLink } from "./links/in-process-link.ts";
import type { LocalSubgraphs } from "./local-subgraphs.ts";

interface Options<Context> {
  readonly engine: "hub" | "apollo";
  readonly supergraphSdl: string;
  readonly local: LocalSubgraphs<Context>;
}

export async function createGateway<Context>(options: Options<Context>): Promise<GatewayInterface> {
  const { engine, supergraphSdl, local } = options;
  if (engine === "hub") return createOwnGateway(supergraphSdl, local);
  // Loading it takes the better part of a second, which a hub on its own engine need not wait for.
  const { createReferenceGateway } = await import("./reference-gateway.ts");
  return createReferenceGateway(supergraphSdl, local);
}

function createOwnGateway<Context>(supergraphSdl: string, local: LocalSubgraphs<Context>): GatewayInterface {
  return createHubGateway({
    supergraphSdl,
    linkFor(name, url) {
      const subgraph = local.get(name);
      if (subgraph === undefined) return createHttpLink({ url });
      const { schema, contextFor, onError } = subgraph;
      return createInProcessLink({
        schema,
        // The engine does not look into the context; it is the one that this server's own context function made.
        contextFor: ({ client }) => contextFor(client.context as Context),
        show: maskErrors,
        onError: (error, { client }) => onError(error, client.context as Context),
      });
    },
  });
}
