/** Opens a subgraph's events over a WebSocket as graphql-ws does; one connection serves all subscriptions. */
import type { LookupFunction } from "node:net";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { subscribedBody } from "#kit/identity/sign-call.ts";
import { readAnswer } from "../links/http-link.ts";
import type { SubgraphAnswer, SubgraphRequest } from "../links/subgraph-link.ts";
import { untilAborted } from "./until-aborted.ts";
import type { HeadersFor, Opening, Subscriber } from "./with-subscriptions.ts";

/** How often the subgraph must show that it is there, in milliseconds. */
const signOfLife = 15_000;

export function subscribeOverWebSocket(url: string, { headersFor, lookup }: Opening): Subscriber {
  const client = createClient({
    url,
    webSocketImpl: lookup ? socketsWith(lookup) : WebSocket,
    retryAttempts: 0,
    keepAlive: signOfLife,
    onNonLazyError: () => undefined,
  });
  return {
    async *subscribe(request) {
      const events = client.iterate(payloadOf(request, headersFor));
      for await (const event of untilAborted(events, request.signal)) yield answerOf(event);
    },
    close: async () => client.dispose(),
  };
}

function socketsWith(lookup: LookupFunction) {
  return class extends WebSocket {
    constructor(address: string, protocols: string | string[]) {
      super(address, protocols, { lookup });
    }
  };
}

/** A message has no headers, so that what proves who asks stands in its extensions. */
function payloadOf(request: SubgraphRequest, headersFor: HeadersFor) {
  const { operation, variables } = request;
  const payload = { query: operation.text, variables, operationName: operation.name };
  const extensions = headersFor(request, subscribedBody(payload));
  return Object.keys(extensions).length > 0 ? { ...payload, extensions } : payload;
}

/** Read like any answer from outside. */
function answerOf(event: object): SubgraphAnswer {
  return readAnswer(JSON.stringify(event));
}
