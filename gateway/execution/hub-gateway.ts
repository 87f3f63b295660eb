/** The engine as Apollo Server knows a gateway: it says what schema there is and executes operations against the subgraphs. */
import { setImmediate } from "node:timers/promises";
import type { GraphQLSchema } from "graphql";
import { type Admission, createAdmission } from "./admission.ts";
import type { GatewayAnswer, GatewayInterface, GatewayRequest, SchemaListener } from "./apollo-types.ts";
import { deferralOf } from "./defer/deferral.ts";
import { type Engine, type EngineOptions, openEngine } from "./engine.ts";
import type { SeenOperation } from "./preparations.ts";
import { createOperationSharing, type OnShared } from "./share-operations.ts";

export type HubGatewayOptions = EngineOptions & {
  readonly supergraphSdl: string;
  /** Operations at work at once; more wait in the order they came. */
  readonly operationsAtOnce?: number;
  /** Until when a request's calls are worth making, by its context. */
  readonly signalOf?: (context: unknown) => AbortSignal | undefined;
  /** Names those who may have the same answer to the same query, by a request's context; undefined where nobody else may. */
  readonly shareAmong?: (context: unknown) => string | undefined;
  readonly onShared?: OnShared;
  /** Operations to plan before anything is served. */
  readonly warmWith?: readonly SeenOperation[] | undefined;
};

export type HubGateway = GatewayInterface & {
  /** The engine that serves new requests, from the time it is loaded. */
  current(): Engine;
  /**
   * Serves another supergraph from now on: built beside the present one, warmed with the operations seen lately, then switched at once.
   * Requests under way finish on the one they began with. Rejects, and changes nothing, where the supergraph cannot be served.
   */
  update(supergraphSdl: string): Promise<void>;
};

const defaultOperationsAtOnce = 8;

export function createHubGateway(options: HubGatewayOptions): HubGateway {
  let engine: Engine | undefined;
  const current = (): Engine => {
    if (!engine) throw new Error("The gateway is not loaded");
    return engine;
  };
  const bySchema = new WeakMap<GraphQLSchema, Engine>();
  const admission = createAdmission(options.operationsAtOnce ?? defaultOperationsAtOnce);
  const listeners = new Set<SchemaListener>();
  /** The one that the request was validated for; one that has closed meanwhile had nothing under way. */
  const engineOf = ({ schema }: GatewayRequest): Engine => {
    const validatedFor = bySchema.get(schema);
    return validatedFor && !validatedFor.isClosed() ? validatedFor : current();
  };
  const sharing = createOperationSharing(options.onShared);
  const execute = (request: GatewayRequest, on: Engine): Promise<GatewayAnswer> => {
    const answer = sharing.ask({
      key: sharedBy(request, on, options.shareAmong),
      signal: options.signalOf?.(request.context),
      context: request.context,
      run: (ends) => executeAdmitted(() => on.execute(request, ends), admission),
    });
    return request.operation.operation === "mutation" ? answer.finally(sharing.changed) : answer;
  };
  const open = async (supergraphSdl: string, operations: readonly SeenOperation[]): Promise<Engine> => {
    const opened = await openEngine(supergraphSdl, options);
    await opened.warm(operations);
    // Whoever listens makes something of the schema, which takes its time; others come first.
    await setImmediate();
    bySchema.set(opened.graph.apiSchema, opened);
    engine = opened;
    for (const listener of listeners) announce(listener, opened);
    return opened;
  };
  return {
    current,
    async load() {
      await open(options.supergraphSdl, options.warmWith ?? []);
      return { executor: (request) => execute(request, engineOf(request)) };
    },
    async update(supergraphSdl) {
      const last = current();
      await open(supergraphSdl, last.seen());
      await last.retire();
    },
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: async () => engine?.close(),
  };
}

function announce(listener: SchemaListener, { graph }: Engine): void {
  listener({ apiSchema: graph.apiSchema, coreSupergraphSdl: graph.supergraphSdl });
}

/** Nothing but whole answers to queries: parts are told to one client. */
function sharedBy(
  request: GatewayRequest,
  { graph }: Engine,
  shareAmong: HubGatewayOptions["shareAmong"],
): string | undefined {
  const { document, operation, queryHash, operationName, context } = request;
  const variables = request.request.variables ?? {};
  if (operation.operation !== "query" || deferralOf(document, operation, variables, true)) return undefined;
  const group = shareAmong?.(context);
  return group === undefined
    ? undefined
    : [graph.digest, group, queryHash, operationName, JSON.stringify(variables)].join("\n");
}

async function executeAdmitted(execute: () => Promise<GatewayAnswer>, admission: Admission): Promise<GatewayAnswer> {
  await admission.enter();
  const leave = once(admission.leave);
  // Whoever has been inside so long waits for a subgraph and does not work: those outside must not wait with it.
  const timer = setTimeout(leave, longestStay);
  try {
    return await execute();
  } finally {
    clearTimeout(timer);
    leave();
  }
}

/** In milliseconds. */
const longestStay = 50;

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}
