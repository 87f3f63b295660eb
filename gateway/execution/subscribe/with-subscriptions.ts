/** Gives a link the events of its subgraph, which may come another way than its answers. */
import type { SubgraphAnswer, SubgraphLink, SubgraphRequest } from "../links/subgraph-link.ts";
import { subscribeOverSse } from "./subscribe-over-sse.ts";
import { subscribeOverWebSocket } from "./subscribe-over-websocket.ts";

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
export function subscribeAt(url: string): Subscriber {
  return url.startsWith("ws") ? subscribeOverWebSocket(url) : subscribeOverSse(url);
}
