/** Turns an operation into the order of subgraph requests that answers it, with @apollo/query-planner. */
import { operationFromDocument, Supergraph } from "@apollo/federation-internals";
import { type QueryPlan, QueryPlanner } from "@apollo/query-planner";
import type { DocumentNode } from "graphql";
import { type SettledForm, settleOperation } from "../plan/settled-operation.ts";
import { mendPlanner } from "./mend-planner.ts";
import { servedFeatures } from "./served-features.ts";

export type PlanRequest = {
  readonly document: DocumentNode;
  /** Labels of progressive overrides that apply to this request. */
  readonly overrides: readonly string[];
};

export type Planner = {
  plan(request: PlanRequest): Promise<QueryPlan>;
  close?(): Promise<void>;
};

export function createPlanner(planningSdl: string): Planner {
  mendPlanner();
  // It was valid before it was made ready for planning, which leaves out what only composition asks for.
  const supergraph = Supergraph.build(planningSdl, { validateSupergraph: false, supportedFeatures: servedFeatures });
  const apiSchema = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph, {
    reuseQueryFragments: false,
    generateQueryFragments: false,
    incrementalDelivery: { enableDefer: true },
  });
  const planAs = (form: SettledForm, { document, overrides }: PlanRequest): QueryPlan => {
    const settled = settleOperation(document, supergraph.schema, form);
    const operation = operationFromDocument(apiSchema, settled, { validate: false });
    const overrideConditions = new Map(overrides.map((label) => [label, true]));
    return planner.buildQueryPlan(operation, { overrideConditions });
  };
  return {
    async plan(request) {
      try {
        return planAs("short", request);
      } catch {
        return planAs("by type", request);
      }
    },
  };
}
