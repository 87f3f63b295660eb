/** The engine as Apollo Server knows a gateway: it says what schema there is and executes operations against the subgraphs. */

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
};

const defaultOperationsAtOnce = 8;

export function createHubGateway(options: HubGatewayOptions): HubGateway {
  const engine = createEngine(options.supergraphSdl, options);
  const admission = createAdmission(options.operationsAtOnce ?? defaultOperationsAtOnce);
  const listeners = new Set<SchemaListener>();
  return {
    current: () => engine,
    async load() {
      for (const listener of listeners) announce(listener, engine);
      return { executor: (request) => executeAdmitted(request, engine, admission) };
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
  try {
    return await engine.execute(request);
  } finally {
    admission.leave();
  }
}
