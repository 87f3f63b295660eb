/** What the hub counts and measures of its own work. */
import { shownOperationName } from "../operation-name.ts";
import type { RequestRecord } from "../request-record.ts";
import type { Family } from "./family.ts";
import { createCounter, createHistogram, gauge } from "./instruments.ts";

export interface HubMetrics {
  requestBegan(): void;
  requestEnded(record: RequestRecord, status: number, milliseconds: number): void;
  /** What is no request: an operation over a WebSocket. */
  answeredWithError(code: string): void;
  /** With the code of its failure, if it failed. */
  subgraphCalled(subgraph: string, milliseconds: number, failure: string | undefined): void;
  planned(wasKnown: boolean, plansKept: number): void;
  read(): readonly Family[];
}

export function createHubMetrics(): HubMetrics {
  const { requests, operations, errors, calls, failures, planHits, planMisses } = instruments();
  let inFlight = 0;
  let plansKept = 0;
  return {
    requestBegan() {
      inFlight += 1;
    },
    requestEnded({ operation, errorCodes, isProven }, status, milliseconds) {
      inFlight -= 1;
      requests.observe(milliseconds / 1000, operation?.kind ?? "none", String(status));
      if (operation) operations.add(labelOf(operation.name, isProven), operation.kind);
      for (const code of errorCodes) errors.add(code);
    },
    answeredWithError: (code) => errors.add(code),
    subgraphCalled(subgraph, milliseconds, failure) {
      calls.observe(milliseconds / 1000, subgraph);
      if (failure !== undefined) failures.add(subgraph, failure);
    },
    planned(wasKnown, kept) {
      plansKept = kept;
      (wasKnown ? planHits : planMisses).add();
    },
    read: () => [
      ...[requests, operations, errors, calls, failures, planHits, planMisses].map((instrument) => instrument.read()),
      gauge({ name: "jinkatsu_requests_in_flight", help: "Requests that are being answered." }, [[inFlight]]),
      gauge({ name: "jinkatsu_plan_cache_size", help: "Plans that are kept." }, [[plansKept]]),
    ],
  };
}

/** A label is kept for as long as the process runs: a stranger's word becomes none. */
function labelOf(name: string | undefined, isProven: boolean): string {
  if (name === undefined) return "anonymous";
  return (isProven && shownOperationName(name)) || "other";
}

function instruments() {
  return {
    requests: createHistogram({
      name: "jinkatsu_request_duration_seconds",
      help: "HTTP requests by kind of operation (none where there was none) and status.",
      labels: ["kind", "status"],
    }),
    operations: createCounter({
      name: "jinkatsu_operations_total",
      help: "Operations by name; other than trusted documents and those of callers with a token, and names beyond the first ones, are counted as other.",
      labels: ["operation", "kind"],
    }),
    errors: createCounter({
      name: "jinkatsu_errors_total",
      help: "Requests, and operations over WebSockets, that were answered with an error of this code.",
      labels: ["code"],
    }),
    calls: createHistogram({
      name: "jinkatsu_subgraph_call_duration_seconds",
      help: "Calls to subgraphs.",
      labels: ["subgraph"],
    }),
    failures: createCounter({
      name: "jinkatsu_subgraph_failures_total",
      help: "Calls to subgraphs that failed or were answered with errors.",
      labels: ["subgraph", "code"],
    }),
    planHits: createCounter({ name: "jinkatsu_plan_cache_hits_total", help: "Operations whose plan was known." }),
    planMisses: createCounter({ name: "jinkatsu_plan_cache_misses_total", help: "Operations that had to be planned." }),
  };
}
