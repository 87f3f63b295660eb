/** The engine as Apollo Server knows a gateway: it says what schema there is and executes operations against the subgraphs. */
import { setImmediate } from "node:timers/promises";
import type { GraphQLSchema } from "graphql";
import { createAdmission } from "./admission.ts";
import type { GatewayInterface, GatewayRequest, SchemaListener } from "./apollo-types.ts";
import { type AskingOptions, createAsking } from "./asking.ts";
import { type Engine, type EngineOptions, openEngine } from "./engine.ts";
import type { SeenOperation } from "./preparations.ts";

export type HubGatewayOptions = EngineOptions &
  AskingOptions & {
    readonly supergraphSdl: string;
    /** Operations at work at once; more wait in the order they came. */
    readonly operationsAtOnce?: number;
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

const defaultOperationsAtOnce = 4;

export function createHubGateway(options: HubGatewayOptions): HubGateway {
  let engine: Engine | undefined;
  const current = (): Engine => {
    if (!engine) throw new Error("The gateway is not loaded");
    return engine;
  };
  const bySchema = new WeakMap<GraphQLSchema, Engine>();
  const admission = createAdmission(options.operationsAtOnce ?? defaultOperationsAtOnce);
  const askEngine = createAsking(options, admission);
  const listeners = new Set<SchemaListener>();
  /** The one that the request was validated for; one that has closed meanwhile had nothing under way. */
  const engineOf = ({ schema }: GatewayRequest): Engine => {
    const validatedFor = bySchema.get(schema);
    return validatedFor && !validatedFor.isClosed() ? validatedFor : current();
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
      return { executor: (request) => askEngine(request, engineOf(request)) };
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
