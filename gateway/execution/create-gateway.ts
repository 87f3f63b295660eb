/** What executes operations on a supergraph: our own engine, or the reference that it is measured against. */
import type { GatewayInterface } from "@apollo/server-gateway-interface";
import type { GraphQLError } from "graphql";
import type { CallingFor } from "#kit/identity/sign-call.ts";
import { guardedLookup, isRefusedAddress } from "#kit/network/guarded-lookup.ts";
import type { Networks } from "#kit/network/networks.ts";
import { maskErrors } from "#kit/server/mask-error.ts";
import type { Provenance } from "./caching/provenance.ts";
import type { Engine, EngineOptions } from "./engine.ts";
import { SubgraphFailure } from "./errors.ts";
import type { LinkGuard } from "./faults/guard-links.ts";
import { createHubGateway, type HubGatewayOptions } from "./hub-gateway.ts";
import { createHttpLink, type HttpOptions } from "./links/http-link.ts";
import { createInProcessLink } from "./links/in-process-link.ts";
import { shareReads } from "./links/share-reads.ts";
import type { SubgraphLink, SubgraphRequest } from "./links/subgraph-link.ts";
import type { LocalSubgraph, LocalSubgraphs } from "./local-subgraphs.ts";
import type { SeenOperation } from "./preparations.ts";
import { subscribeInProcess } from "./subscribe/subscribe-in-process.ts";
import { type HeadersFor, subscribeAt, withSubscriptions } from "./subscribe/with-subscriptions.ts";

interface Options<Context> {
  readonly engine: "hub" | "apollo";
  readonly supergraphSdl: string;
  readonly local: LocalSubgraphs<Context>;
  /** Requests of one identity get the same answers to the same reads; undefined where nobody else may have them. */
  readonly identityOf: (context: Context) => string | undefined;
  /** Subgraphs whose answers are nobody's but the request's that asks; `*` for all. */
  readonly unshared: ReadonlySet<string>;
  readonly onShared?: HubGatewayOptions["onShared"];
  readonly cache?: HubGatewayOptions["cache"];
  /** Told what the whole answer to a query was made from, before it is given. */
  readonly onAnswered: (context: Context, provenance: Provenance) => void;
  /** On whose behalf a subgraph is asked where it stands; what `contextFor` and `sign` read of a request's. */
  readonly revisionContext: CallingFor;
  /** What sees each call to a subgraph; the reference engine has no such places. */
  readonly links: {
    measure(subgraph: string, link: SubgraphLink): SubgraphLink;
    readonly headersFor: NonNullable<HttpOptions["headersFor"]>;
  };
  /** What proves to a subgraph elsewhere who calls, and on whose behalf. */
  readonly sign: (subgraph: string, context: Context, body: string) => Readonly<Record<string, string>>;
  readonly onPrepared: NonNullable<EngineOptions["onPrepared"]>;
  readonly signalOf?: NonNullable<HubGatewayOptions["signalOf"]>;
  /** What stands before the subgraphs elsewhere. */
  readonly guard: LinkGuard;
  readonly largestAnswerBytes: number;
  /** By subgraph: where its subscriptions are opened, where that is not its own address. */
  readonly subscriptionUrls?: ReadonlyMap<string, string>;
  /** Where subgraphs elsewhere may be. */
  readonly networks: Networks;
  /** Operations to plan before anything is served. */
  readonly warmWith?: readonly SeenOperation[] | undefined;
}

export interface Gateway extends GatewayInterface {
  /** The engine whose plans are worth keeping; the reference has none. */
  current?(): Pick<Engine, "seen" | "readRevision">;
}

export async function createGateway<Context>(options: Options<Context>): Promise<Gateway> {
  const { engine } = options;
  if (engine === "hub") return createOwnGateway(options);
  // Loading it takes the better part of a second, which a hub on its own engine need not wait for.
  const { createReferenceGateway } = await import("./reference-gateway.ts");
  return createReferenceGateway(options);
}

function createOwnGateway<Context>(options: Options<Context>): Gateway {
  const { supergraphSdl, local, links, onPrepared, signalOf, guard, identityOf, unshared, onShared, warmWith } =
    options;
  const { cache, onAnswered, revisionContext } = options;
  // The engine does not look into the context; it is the one that this server's own context function made.
  const keyOf = ({ client }: SubgraphRequest) => identityOf(client.context as Context);
  const linkFor = (name: string, url: string) => {
    const subgraph = local.get(name);
    if (subgraph) return links.measure(name, localLink(subgraph));
    // The guard outside: each try is a call, and what it adds to a request must reach the span of the call.
    return guard.guard(name, links.measure(name, remoteLink(name, url, options)));
  };
  return createHubGateway({
    supergraphSdl,
    linkFor: (name, url) =>
      unshared.has(name) || unshared.has("*") ? linkFor(name, url) : shareReads(linkFor(name, url), keyOf),
    onPrepared,
    planOffThread: true,
    takesParts: ({ request }) => takesParts(request.http?.headers.get("accept") ?? ""),
    warmWith,
    cache,
    onAnswered: (context, provenance) => onAnswered(context as Context, provenance),
    revisionContext,
    // A whole answer has parts of every subgraph that its operation asks.
    ...(unshared.size === 0 && { shareAmong: (context: unknown) => identityOf(context as Context) }),
    ...(onShared && { onShared }),
    ...(signalOf && { signalOf }),
  });
}

/** As Apollo's clients ask for it. Who would rather have another kind of parts gets the whole answer. */
function takesParts(accept: string): boolean {
  const kinds = accept.split(",").filter((each) => each.includes("multipart/mixed"));
  return kinds.length > 0 && kinds.every((each) => /;\s*deferSpec="?20220824/.test(each));
}

function localLink<Context>({ schema, contextFor, onError }: LocalSubgraph<Context>): SubgraphLink {
  const options = {
    schema,
    // The engine does not look into the context; it is the one that this server's own context function made.
    contextFor: ({ client }: SubgraphRequest) => contextFor(client.context as Context),
    show: maskErrors,
    onError: (error: GraphQLError, { client }: SubgraphRequest) => onError(error, client.context as Context),
  };
  return withSubscriptions(createInProcessLink(options), subscribeInProcess(options));
}

/** At an address where no subgraph may be. */
const refusedLink: SubgraphLink = {
  async execute() {
    throw new SubgraphFailure("SUBGRAPH_UNREACHABLE", { cause: "its address is not in JINKATSU_SUBGRAPH_NETWORKS" });
  },
};

function remoteLink<Context>(name: string, url: string, options: Options<Context>): SubgraphLink {
  const { links, sign, subscriptionUrls, largestAnswerBytes, networks } = options;
  const eventsUrl = subscriptionUrls?.get(name) ?? url;
  if ([url, eventsUrl].some((each) => isRefusedAddress(each, networks))) return refusedLink;
  const lookup = guardedLookup(networks);
  // A subgraph whose one address is a WebSocket answers queries at the same address over HTTP.
  const headersFor: HeadersFor = (request, body) => ({
    ...links.headersFor(request, body),
    // The engine does not look into the context; it is the one that this server's own context function made.
    ...sign(name, request.client.context as Context, body),
  });
  const link = createHttpLink({ url: url.replace(/^ws/, "http"), headersFor, largestAnswerBytes, lookup });
  return withSubscriptions(link, subscribeAt(eventsUrl, { headersFor, lookup }));
}
