/** Opens a subgraph's events over HTTP as graphql-sse does in its distinct connections mode. */
import { Agent } from "undici";
import { readBoundedText } from "#kit/network/bounded-text.ts";
import { SubgraphFailure } from "../errors.ts";
import { bodyOf, readAnswer } from "../links/http-link.ts";
import type { SubgraphAnswer, SubgraphRequest } from "../links/subgraph-link.ts";
import { readEvents } from "./server-sent-events.ts";
import type { Opening, Subscriber } from "./with-subscriptions.ts";

/** In characters. */
const largestEvent = 16 * 1024 * 1024;

export function subscribeOverSse(url: string, { headersFor, lookup }: Opening): Subscriber {
  // A subscription keeps its connection for itself, and may be silent for as long as nothing happens.
  const agent = new Agent({ bodyTimeout: 0, pipelining: 1, ...(lookup && { connect: { lookup } }) });
  const subscribe = (request: SubgraphRequest) => {
    const body = bodyOf(request);
    return eventsOf(agent, url, { body, headers: headersFor(request, body), signal: request.signal });
  };
  return { subscribe, close: () => agent.destroy() };
}

type Sent = {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
};

async function* eventsOf(agent: Agent, url: string, sent: Sent): AsyncGenerator<SubgraphAnswer, void> {
  const { statusCode, headers, body } = await agent.request({
    ...targetOf(url),
    method: "POST",
    headers: {
      ...sent.headers,
      "content-type": "application/json",
      accept: "text/event-stream, application/json;q=0.9",
    },
    body: sent.body,
    signal: sent.signal ?? null,
  });
  if (!String(headers["content-type"]).startsWith("text/event-stream")) {
    // A subgraph that refuses the operation says so in one answer.
    yield readAnswer(await readBoundedText(body, largestEvent));
    return;
  }
  if (statusCode !== 200) throw new SubgraphFailure("SUBGRAPH_ANSWER_INVALID");
  for await (const { event, data } of readEvents(body, largestEvent)) {
    if (event === "complete") return;
    if (event === "next") yield readAnswer(data);
  }
  throw new SubgraphFailure("SUBGRAPH_UNREACHABLE");
}

function targetOf(url: string): { readonly origin: string; readonly path: string } {
  const { origin, pathname, search } = new URL(url);
  return { origin, path: pathname + search };
}
