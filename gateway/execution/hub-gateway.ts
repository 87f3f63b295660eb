/** The engine as Apollo Server knows a gateway: it says what schema there is and executes operations against the subgraphs. */
import type { GraphQLSchema } from "graphql";
import { type Admission, createAdmission } from "./admission.ts";
import type { GatewayAnswer, GatewayInterface, GatewayRequest, SchemaListener } from "./apollo-types.ts";
import { createEngine, type Engine, type EngineOptions } from "./engine.ts";

export type HubGatewayOptions = EngineOptions & {
  readonly supergraphSdl: string;
  /** Operations at work at once; more wait in the order they came. */
  readonly operationsAtOnce?: number;
};

export type HubGateway = GatewayInterface & {
  /** The engine that serves new requests. */
  current(): Engine;
  /**
   * Serves another supergraph from now on: built beside the present one, warmed with the operations seen lately, then switched at once.
   * Requests under way finish on the one they began with. Rejects, and changes nothing, where the supergraph cannot be served.
   */
  update(supergraphSdl: string): Promise<void>;
};

const defaultOperationsAtOnce = 8;

export function createHubGateway(options: HubGatewayOptions): HubGateway {
  let engine = createEngine(options.supergraphSdl, options);
  const bySchema = new WeakMap<GraphQLSchema, Engine>([[engine.graph.apiSchema, engine]]);
  const admission = createAdmission(options.operationsAtOnce ?? defaultOperationsAtOnce);
  const listeners = new Set<SchemaListener>();
  /** The one that the request was validated for; one that has closed meanwhile had nothing under way. */
  const engineOf = ({ schema }: GatewayRequest): Engine => {
    const validatedFor = bySchema.get(schema);
    return validatedFor && !validatedFor.isClosed() ? validatedFor : engine;
  };
  return {
    current: () => engine,
    async load() {
      for (const listener of listeners) announce(listener, engine);
      return { executor: (request) => executeAdmitted(request, engineOf(request), admission) };
    },
    async update(supergraphSdl) {
      const next = createEngine(supergraphSdl, options);
      await next.warm(engine.seen());
      bySchema.set(next.graph.apiSchema, next);
      const last = engine;
      engine = next;
      for (const listener of listeners) announce(listener, next);
      await last.retire();
    },
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => engine.close(),
  };
}

function announce(listener: SchemaListener, { graph }: Engine): void {
  listener({ apiSchema: graph.apiSchema, coreSupergraphSdl: graph.supergraphSdl });
}

async function executeAdmitted(request: GatewayRequest, engine: Engine, admission: Admission): Promise<GatewayAnswer> {
  await admission.enter();
  const leave = once(admission.leave);
  // Whoever has been inside so long waits for a subgraph and does not work: those outside must not wait with it.
  const timer = setTimeout(leave, longestStay);
  try {
    return await engine.execute(request);
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
