/** Gives a link the events of its subgraph, which may come another way than its answers. */
import type { LookupFunction } from "node:net";
import type { SubgraphAnswer, SubgraphLink, SubgraphRequest } from "../links/subgraph-link.ts";
import { subscribeOverSse } from "./subscribe-over-sse.ts";
import { subscribeOverWebSocket } from "./subscribe-over-websocket.ts";

/** What proves to a subgraph who asks, by the request and its body. */
export type HeadersFor = (request: SubgraphRequest, body: string) => Readonly<Record<string, string>>;

export type Opening = {
  readonly headersFor: HeadersFor;
  /** How the host is resolved, for each connection anew. */
  readonly lookup?: LookupFunction | undefined;
};

export type Subscriber = {
  subscribe(request: SubgraphRequest): AsyncIterable<SubgraphAnswer>;
  close?(): Promise<void>;
};

export function withSubscriptions(link: SubgraphLink, { subscribe, close }: Subscriber): SubgraphLink {
  return {
    ...link,
    subscribe,
    async close() {
      await Promise.all([link.close?.(), close?.()]);
    },
  };
}

/** `ws:` and `wss:` speak graphql-ws, `http:` and `https:` graphql-sse. */
export function subscribeAt(url: string, opening: Opening = { headersFor: () => ({}) }): Subscriber {
  return url.startsWith("ws") ? subscribeOverWebSocket(url, opening) : subscribeOverSse(url, opening);
}
