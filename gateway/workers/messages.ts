/** What the processes on one port tell each other. */
import type { Family } from "../telemetry/metrics/family.ts";
import type { Readiness } from "../web/routes.ts";

export type FromWorker =
  | { readonly kind: "serving"; readonly url: string; readonly readiness: Readiness }
  /** Somebody asked this worker for the metrics of all. */
  | { readonly kind: "metricsAsked"; readonly question: number }
  /** What this worker measures itself. */
  | { readonly kind: "ownMetrics"; readonly question: number; readonly families: readonly Family[] };

export type ToWorker =
  | { readonly kind: "ownMetricsWanted"; readonly question: number }
  | { readonly kind: "allMetrics"; readonly question: number; readonly families: readonly Family[] };
