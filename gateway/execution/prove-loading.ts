/** Tells whether the engines can serve a supergraph: both load it and ours plans operations on it, without calling anybody. */
import { type DocumentNode, Kind } from "graphql";
import { graphOf, readGraph } from "./graph/graph.ts";
import { createPlanner } from "./graph/planner.ts";
import { prepareOperation } from "./operation.ts";

export interface LoadingFault {
  readonly engine: "hub" | "apollo";
  readonly reason: string;
}

/** Each document holds one operation that is valid on the supergraph. Empty where all is well. */
export async function proveLoading(
  supergraphSdl: string,
  documents: readonly DocumentNode[],
): Promise<readonly LoadingFault[]> {
  const own = await faultOf("hub", () => planAll(supergraphSdl, documents));
  const reference = await faultOf("apollo", () => loadReference(supergraphSdl));
  return [...own, ...reference];
}

async function planAll(supergraphSdl: string, documents: readonly DocumentNode[]): Promise<void> {
  const graph = await graphOf(readGraph(supergraphSdl));
  const planner = createPlanner(graph.planningSdl);
  for (const document of documents) {
    const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
    if (operation)
      await prepareOperation({ document, operation, deferral: undefined, overrides: [] }, graph, planner, {
        checkKeys: true,
      });
  }
}

async function loadReference(supergraphSdl: string): Promise<void> {
  const { createReferenceGateway } = await import("./reference-gateway.ts");
  const gateway = createReferenceGateway({ supergraphSdl, local: new Map(), sign: () => ({}) });
  await gateway.load({ apollo: {} });
  await gateway.stop();
}

async function faultOf(engine: LoadingFault["engine"], work: () => Promise<void>): Promise<readonly LoadingFault[]> {
  try {
    await work();
    return [];
  } catch (error) {
    return [{ engine, reason: error instanceof Error ? error.message : String(error) }];
  }
}
