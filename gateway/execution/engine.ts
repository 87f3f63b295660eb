/** Everything that belongs to one supergraph: its plans, its links, and the execution of operations. */

import { getVariableValues } from "graphql";
import { AnswerText } from "./answer/answer-text.ts";
import type { Write } from "./answer/writing.ts";
import type { GatewayAnswer, GatewayRequest } from "./apollo-types.ts";
import { BoundedCache } from "./bounded-cache.ts";
import { graphqlErrorOf } from "./errors.ts";
import { type Graph, readGraph } from "./graph/graph.ts";
import { createPlanner, type Planner } from "./graph/planner.ts";
import { clientKeyOf } from "./graph/private-names.ts";
import type { JsonObject } from "./json.ts";
import type { SubgraphLink } from "./links/subgraph-link.ts";
import { type PreparedOperation, prepareOperation } from "./operation.ts";
import { decideByPercent, type OverrideDecision } from "./override-labels.ts";
import type { Run } from "./run/run.ts";
import { runPlan } from "./run/run-plan.ts";
import { type ExecuteWith, openAnswerStream } from "./subscribe/open-answer-stream.ts";

export type EngineOptions = {
  readonly linkFor: (subgraph: string, url: string) => SubgraphLink;
  /** Plans kept; each is some kilobytes. */
  readonly plansKept?: number;
  /** Whether records must prove by their key that they are the ones asked for. */
  readonly checkKeys?: boolean;
  readonly decideOverride?: OverrideDecision;
};

export type Engine = {
  readonly graph: Graph;
  execute(request: GatewayRequest): Promise<GatewayAnswer>;
  close(): Promise<void>;
};

const defaultPlansKept = 2000;

export function createEngine(supergraphSdl: string, options: EngineOptions): Engine {
  const graph = readGraph(supergraphSdl);
  const planner = createPlanner(graph.planningSdl);
  const links = new Map(graph.subgraphs.map(({ name, url }) => [name, options.linkFor(name, url)]));
  const prepared = preparations(graph, planner, options);
  return {
    graph,
    async execute(request) {
      const operation = await prepared(request);
      const executeWith: ExecuteWith = (linksOfRun) => executePrepared(operation, request, graph, linksOfRun);
      if (operation.operation.operation !== "subscription") return executeWith(links);
      return openAnswerStream({ operation, request, links, schema: graph.apiSchema, executeWith });
    },
    async close() {
      await Promise.all([planner.close?.(), ...[...links.values()].map((link) => link.close?.())]);
    },
  };
}

/** Requests for one new operation wait for one plan. */
function preparations(graph: Graph, planner: Planner, options: EngineOptions) {
  const plans = new BoundedCache<string, Promise<PreparedOperation>>(options.plansKept ?? defaultPlansKept);
  const decide = options.decideOverride ?? decideByPercent;
  const planOptions = { checkKeys: options.checkKeys ?? true };
  return ({ document, operation, operationName, queryHash, context }: GatewayRequest) => {
    const overrides = [...graph.overrideLabels].filter((label) => decide(label, context));
    const key = [queryHash, operationName, ...overrides].join("\n");
    const known = plans.get(key);
    if (known) return known;
    const plan = prepareOperation({ document, operation, overrides }, graph, planner, planOptions);
    plans.set(key, plan);
    plan.catch(() => plans.delete(key));
    return plan;
  };
}

async function executePrepared(
  { operation, calls, writerFor }: PreparedOperation,
  { request, context }: GatewayRequest,
  graph: Graph,
  links: ReadonlyMap<string, SubgraphLink>,
): Promise<GatewayAnswer> {
  const variables: JsonObject = request.variables ?? {};
  const { coerced, errors } = getVariableValues(graph.apiSchema, operation.variableDefinitions ?? [], variables);
  if (errors) return { errors };
  const run: Run = {
    data: {},
    errors: [],
    shared: new Set(),
    variables,
    conditions: coerced,
    interfaceNames: graph.interfaceNames,
    client: { context, headers: request.http?.headers ?? [] },
    linkOf: (subgraph) => linkOf(subgraph, links),
    clientKeyOf: (key) => clientKeyOf(key, graph.names),
    isKeyCheck: (step) => typeof step === "string" && step.startsWith(graph.names.keyCheck),
  };
  const write = writerFor(coerced);
  await runPlan(calls, run);
  return answer(run, write);
}

function linkOf(subgraph: string, links: ReadonlyMap<string, SubgraphLink>): SubgraphLink {
  const link = links.get(subgraph);
  if (!link) throw new Error(`The plan names a subgraph that the supergraph does not: ${subgraph}`);
  return link;
}

function answer(run: Run, write: Write): GatewayAnswer {
  const writing = { path: [], errors: run.errors, shared: run.shared, written: new Map() };
  const text = write(run.data, writing);
  const data = { data: text === undefined ? null : new AnswerText(text) };
  return run.errors.length === 0 ? data : { errors: run.errors.map(graphqlErrorOf), ...data };
}
