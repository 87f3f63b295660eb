/** A link to a subgraph that notes every call: how often, how long, how it ended. */
import { requestIdHeader } from "#kit/log/request-id.ts";
import type { Span } from "#kit/tracing/span.ts";
import { writeTraceContext } from "#kit/tracing/trace-context.ts";
import type { SubgraphAnswer, SubgraphLink, SubgraphRequest } from "../execution/index.ts";
import type { HubMetrics } from "./metrics/hub-metrics.ts";
import { recordIn, requestIdIn } from "./request-record.ts";

export interface LinkMeasures {
  measure(subgraph: string, link: SubgraphLink): SubgraphLink;
  /** What a subgraph elsewhere is told of the request and the trace that its work belongs to. */
  headersFor(request: SubgraphRequest): Record<string, string>;
}

export function measureLinks(metrics: HubMetrics): LinkMeasures {
  // The call's span is known around the link, and its header is wanted inside.
  const spans = new WeakMap<SubgraphRequest, Span>();
  return {
    measure: (subgraph, link) => ({
      ...link,
      async execute(request) {
        const record = recordIn(request.client.context);
        const started = performance.now();
        const span = record?.span?.child(`subgraph ${subgraph}`, "client");
        if (span) spans.set(request, span);
        const end = (code: string | undefined) => {
          const milliseconds = performance.now() - started;
          record?.addCall(subgraph, milliseconds);
          metrics.subgraphCalled(subgraph, milliseconds, code);
          span?.end({ "jinkatsu.subgraph": subgraph, "error.type": code }, code !== undefined);
        };
        return noted(link.execute(request), end);
      },
    }),
    headersFor(request) {
      const span = spans.get(request);
      const requestId = requestIdIn(request.client.context);
      return {
        ...(requestId !== undefined && { [requestIdHeader]: requestId }),
        ...(span && { traceparent: writeTraceContext(span.context) }),
      };
    },
  };
}

async function noted(answer: Promise<SubgraphAnswer>, end: (code: string | undefined) => void) {
  try {
    const { errors } = await answer;
    end(errors?.length ? "ANSWERED_WITH_ERRORS" : undefined);
    return await answer;
  } catch (failure) {
    end(codeOf(failure));
    throw failure;
  }
}

function codeOf(failure: unknown): string {
  return failure instanceof Error && "code" in failure && typeof failure.code === "string" ? failure.code : "UNKNOWN";
}
