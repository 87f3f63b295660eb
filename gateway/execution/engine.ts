/** Everything that belongs to one supergraph: its plans, its links, and the execution of operations. */

import { getVariableValues } from "graphql";
import { giveTurn } from "#kit/turns/turn.ts";
import { UnderWay } from "#kit/under-way.ts";
import { AnswerText } from "./answer/answer-text.ts";
import type { WriteObject } from "./answer/writing.ts";
import type { GatewayAnswer, GatewayRequest } from "./apollo-types.ts";
import { createRevisionReader, type ReadRevision } from "./caching/read-revision.ts";
import { deferralOf } from "./defer/deferral.ts";
import { runDeferred } from "./defer/run-deferred.ts";
import { graphqlErrorOf } from "./errors.ts";
import { type Graph, graphOf, type PlanningRewrite, readGraph } from "./graph/graph.ts";
import { createPlanner } from "./graph/planner.ts";
import { openPlannerThread, type ReadGraph } from "./graph/planner-thread.ts";
import type { JsonObject } from "./json.ts";
import type { SubgraphLink } from "./links/subgraph-link.ts";
import type { PreparedOperation } from "./operation.ts";
import { createPreparations, type PreparationOptions, type Preparations, type SeenOperation } from "./preparations.ts";
import { Claims } from "./run/claims.ts";
import type { Run } from "./run/run.ts";
import { runPlan } from "./run/run-plan.ts";
import type { RunEnds } from "./share-operations.ts";
import { type ExecuteWith, openAnswerStream } from "./subscribe/open-answer-stream.ts";

export type EngineOptions = PreparationOptions & {
  readonly linkFor: (subgraph: string, url: string) => SubgraphLink;
  /** Whether supergraphs are read and operations planned on a thread of their own; worth its memory wherever clients send operations of their own making. */
  readonly planOffThread?: boolean;
  /** Fewer than all only to show what each is worth; heeded where supergraphs are read on this thread. */
  readonly rewrites?: readonly PlanningRewrite[];
  /** Whether who asks can take an answer in parts, and what carries it can deliver them. */
  readonly takesParts?: (request: GatewayRequest) => boolean;
  /** On whose behalf a subgraph is asked where it stands, as links know a request. */
  readonly revisionContext?: unknown;
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
  execute(request: GatewayRequest, ends: RunEnds): Promise<GatewayAnswer>;
  readonly readRevision: ReadRevision;
  warm: Preparations["warm"];
  seen: Preparations["seen"];
  /** Closes as soon as nothing is under way. */
  retire(): Promise<void>;
  close(): Promise<void>;
  isClosed(): boolean;
};

export async function openEngine(supergraphSdl: string, options: EngineOptions): Promise<Engine> {
  const { facts, planner } = await (options.planOffThread
    ? openPlannerThread(supergraphSdl)
    : readHere(supergraphSdl, options.rewrites));
  const graph = await graphOf(facts);
  const links = new Map(graph.subgraphs.map(({ name, url }) => [name, options.linkFor(name, url)]));
  const { prepare, warm, seen, kept } = createPreparations(graph, planner, options);
  const underWay = new UnderWay();
  let isClosed = false;
  const close = async () => {
    isClosed = true;
    await Promise.all([planner.close?.(), ...[...links.values()].map((link) => link.close?.())]);
  };
  const run = async (request: GatewayRequest, ends: RunEnds) => {
    const asked = performance.now();
    const { context } = request;
    const prepared = await prepare(seenIn(request, options.takesParts?.(request) ?? false), context);
    const milliseconds = performance.now() - asked;
    const isNew = milliseconds > plannedAfter;
    if (isNew) await giveTurn();
    const extensions = options.onPrepared?.({ calls: prepared.calls, milliseconds, plansKept: kept(), context });
    const hold = (ended: Promise<unknown>) => void underWay.run(() => ended);
    const executeWith: ExecuteWith = (linksOfRun) =>
      executePrepared(prepared, request, { graph, links: linksOfRun, ends, hold, isNew });
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
    execute: (request, ends) => underWay.run(() => run(request, ends)),
    readRevision: createRevisionReader(links, options.revisionContext),
    async retire() {
      await underWay.ended();
      await close();
    },
  };
}

/** In milliseconds; a plan that is kept takes less. */
const plannedAfter = 1;

async function readHere(supergraphSdl: string, rewrites?: readonly PlanningRewrite[]): Promise<ReadGraph> {
  const facts = readGraph(supergraphSdl, rewrites);
  return { facts, planner: createPlanner(facts.planningSdl) };
}

function seenIn(
  { document, operation, operationName, queryHash, request }: GatewayRequest & { operationName: string | null },
  takesParts: boolean,
): SeenOperation {
  const deferral = deferralOf(document, operation, request.variables ?? {}, takesParts);
  return { document, operation, operationName, queryHash, deferral };
}

type Execution = {
  readonly graph: Graph;
  readonly links: ReadonlyMap<string, SubgraphLink>;
  readonly ends: RunEnds;
  /** Told of what goes on after the answer. */
  readonly hold: (ended: Promise<unknown>) => void;
  /** Plans that were waited for tend to come together, and nothing of them is compiled yet: each step has a turn of its own. */
  readonly isNew: boolean;
};

async function executePrepared(
  prepared: PreparedOperation,
  { request, context }: GatewayRequest,
  { graph, links, ends, hold, isNew }: Execution,
): Promise<GatewayAnswer> {
  const { operation, calls, parts, clientPath } = prepared;
  const variables: JsonObject = request.variables ?? {};
  const { coerced, errors } = getVariableValues(graph.apiSchema, operation.variableDefinitions ?? [], variables);
  if (errors) return { errors };
  const shared = new Set<unknown>();
  const run: Run = {
    data: {},
    errors: [],
    shared,
    absent: new Set(),
    texts: { arePlain: true },
    isApart: prepared.isApart,
    found: new Map(),
    claims: new Claims(shared, graph.interfaceNames),
    variables,
    conditions: coerced,
    interfaceNames: graph.interfaceNames,
    client: { context, headers: request.http?.headers ?? [], signal: ends.signal },
    onRead: ends.onRead,
    linkOf: (subgraph) => linkOf(subgraph, links),
    clientPath,
    isKeyCheck: (step) => typeof step === "string" && step.startsWith(graph.names.keyCheck),
  };
  const write = prepared.writerFor(coerced);
  if (parts.length === 0) {
    await runPlan(calls, run);
    if (isNew) await giveTurn();
    return answer(run, write);
  }
  const begun = await runDeferred({
    plans: prepared.plans,
    parts,
    run,
    write,
    writers: prepared.partWritersFor(coerced),
  });
  hold(begun.ended);
  return begun.answer;
}

function linkOf(subgraph: string, links: ReadonlyMap<string, SubgraphLink>): SubgraphLink {
  const link = links.get(subgraph);
  if (!link) throw new Error(`The plan names a subgraph that the supergraph does not: ${subgraph}`);
  return link;
}

function answer(run: Run, write: WriteObject): GatewayAnswer {
  const { errors, shared, absent, texts } = run;
  const writing = { path: [], errors, shared, absent, texts, written: new Map() };
  const text = write(run.data, writing);
  const data = { data: text === undefined ? null : new AnswerText(text) };
  return run.errors.length === 0 ? data : { errors: run.errors.map(graphqlErrorOf), ...data };
}
