/** Everything that belongs to one supergraph: its plans, its links, and the execution of operations. */

import { getVariableValues } from "graphql";
import { UnderWay } from "#kit/under-way.ts";
import { AnswerText } from "./answer/answer-text.ts";
import { flat } from "./answer/flat.ts";
import type { WriteObject } from "./answer/writing.ts";
import type { GatewayAnswer, GatewayRequest } from "./apollo-types.ts";
import { graphqlErrorOf } from "./errors.ts";
import { type Graph, graphOf, readGraph } from "./graph/graph.ts";
import { createPlanner } from "./graph/planner.ts";
import { openPlannerThread, type ReadGraph } from "./graph/planner-thread.ts";
import type { JsonObject } from "./json.ts";
import type { SubgraphLink } from "./links/subgraph-link.ts";
import type { PreparedOperation } from "./operation.ts";
import { createPreparations, type PreparationOptions, type Preparations } from "./preparations.ts";
import type { Run } from "./run/run.ts";
import { runPlan } from "./run/run-plan.ts";
import { type ExecuteWith, openAnswerStream } from "./subscribe/open-answer-stream.ts";

export type EngineOptions = PreparationOptions & {
  readonly linkFor: (subgraph: string, url: string) => SubgraphLink;
  /** Whether supergraphs are read and operations planned on a thread of their own; worth its memory wherever clients send operations of their own making. */
  readonly planOffThread?: boolean;
  /** Until when a request's calls are worth making, by its context. */
  readonly signalOf?: (context: unknown) => AbortSignal | undefined;
  /** Told of each operation that is ready to run; what it returns goes into the answer's extensions. */
  readonly onPrepared?: (prepared: PreparedCalls) => JsonObject | undefined;
};

export type PreparedCalls = {
  /** The same list for the same plan. */
  readonly calls: PreparedOperation["calls"];
  /** How long the request waited for its plan. */
  readonly milliseconds: number;
  /** Plans that are kept now. */
  readonly plansKept: number;
  readonly context: unknown;
};

export type Engine = {
  readonly graph: Graph;
  execute(request: GatewayRequest): Promise<GatewayAnswer>;
  warm: Preparations["warm"];
  seen: Preparations["seen"];
  /** Closes as soon as nothing is under way. */
  retire(): Promise<void>;
  close(): Promise<void>;
  isClosed(): boolean;
};

export async function openEngine(supergraphSdl: string, options: EngineOptions): Promise<Engine> {
  const { facts, planner } = await (options.planOffThread ? openPlannerThread : readHere)(supergraphSdl);
  const graph = graphOf(facts);
  const links = new Map(graph.subgraphs.map(({ name, url }) => [name, options.linkFor(name, url)]));
  const { prepare, warm, seen, kept } = createPreparations(graph, planner, options);
  const underWay = new UnderWay();
  let isClosed = false;
  const close = async () => {
    isClosed = true;
    await Promise.all([planner.close?.(), ...[...links.values()].map((link) => link.close?.())]);
  };
  const run = async (request: GatewayRequest) => {
    const asked = performance.now();
    const { context } = request;
    const prepared = await prepare(request, context);
    const milliseconds = performance.now() - asked;
    const extensions = options.onPrepared?.({ calls: prepared.calls, milliseconds, plansKept: kept(), context });
    const executeWith: ExecuteWith = (linksOfRun) =>
      executePrepared(prepared, request, graph, linksOfRun, options.signalOf?.(context));
    if (prepared.operation.operation === "subscription") {
      return openAnswerStream({ operation: prepared, request, links, schema: graph.apiSchema, executeWith });
    }
    const answer = await executeWith(links);
    return extensions ? { ...answer, extensions } : answer;
  };
  return {
    graph,
    warm,
    seen,
    close,
    isClosed: () => isClosed,
    execute: (request) => underWay.run(() => run(request)),
    async retire() {
      await underWay.ended();
      await close();
    },
  };
}

async function readHere(supergraphSdl: string): Promise<ReadGraph> {
  const facts = readGraph(supergraphSdl);
  return { facts, planner: createPlanner(facts.planningSdl) };
}

async function executePrepared(
  { operation, calls, clientPath, writerFor }: PreparedOperation,
  { request, context }: GatewayRequest,
  graph: Graph,
  links: ReadonlyMap<string, SubgraphLink>,
  signal: AbortSignal | undefined,
): Promise<GatewayAnswer> {
  const variables: JsonObject = request.variables ?? {};
  const { coerced, errors } = getVariableValues(graph.apiSchema, operation.variableDefinitions ?? [], variables);
  if (errors) return { errors };
  const run: Run = {
    data: {},
    errors: [],
    shared: new Set(),
    found: new Map(),
    claimed: new Set(),
    variables,
    conditions: coerced,
    interfaceNames: graph.interfaceNames,
    client: { context, headers: request.http?.headers ?? [], signal },
    linkOf: (subgraph) => linkOf(subgraph, links),
    clientPath,
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

function answer(run: Run, write: WriteObject): GatewayAnswer {
  const writing = { path: [], errors: run.errors, shared: run.shared, written: new Map() };
  const text = write(run.data, writing);
  const data = { data: text === undefined ? null : new AnswerText(flat(text)) };
  return run.errors.length === 0 ? data : { errors: run.errors.map(graphqlErrorOf), ...data };
}
