/** Prepared operations of one supergraph: each planned once, however many requests wait for it. */
import { setImmediate, setTimeout } from "node:timers/promises";
import { type DocumentNode, type OperationDefinitionNode, validate } from "graphql";
import { BoundedCache } from "#kit/bounded-cache.ts";
import type { Deferral } from "./defer/deferral.ts";
import type { Graph } from "./graph/graph.ts";
import type { Planner } from "./graph/planner.ts";
import { type PreparedOperation, prepareOperation } from "./operation.ts";
import { decideByPercent, type OverrideDecision } from "./override-labels.ts";
import { largestTogether, textSize } from "./text-size.ts";

export type SeenOperation = {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | null;
  readonly queryHash: string;
  readonly deferral?: Deferral;
};

export type Preparations = {
  prepare(seen: SeenOperation, context: unknown): Promise<PreparedOperation>;
  /**
   * Prepares what is still valid, without which the first requests after a change of supergraph would all be planned at once. Resolves when
   * that is done or has taken long enough to keep a new supergraph back; the rest is prepared while it serves.
   */
  warm(operations: readonly SeenOperation[]): Promise<void>;
  seen(): readonly SeenOperation[];
  kept(): number;
};

export type PreparationOptions = {
  readonly plansKept?: number;
  readonly checkKeys?: boolean;
  readonly decideOverride?: OverrideDecision;
};

type Entry = { readonly seen: SeenOperation; readonly prepared: Promise<PreparedOperation> };

const defaultPlansKept = 2000;

/** How long a new supergraph is kept waiting for its plans, and how long what is left of them is worked on, in milliseconds. */
const [longestWait, longestWarming] = [500, 10_000];

export function createPreparations(graph: Graph, planner: Planner, options: PreparationOptions): Preparations {
  const entries = new BoundedCache<string, Entry>(options.plansKept ?? defaultPlansKept, {
    sizeOf: (_, { seen }) => textSize(seen.document),
    largest: largestTogether,
  });
  const decide = options.decideOverride ?? decideByPercent;
  const planOptions = { checkKeys: options.checkKeys ?? true };
  const prepareWith = (seen: SeenOperation, overrides: readonly string[]): Promise<PreparedOperation> => {
    const key = [seen.queryHash, seen.operationName, deferralKey(seen.deferral), ...overrides].join("\n");
    const known = entries.get(key);
    if (known) return known.prepared;
    const prepared = prepareOperation({ ...seen, deferral: seen.deferral, overrides }, graph, planner, planOptions);
    entries.set(key, { seen, prepared });
    prepared.catch(() => entries.delete(key));
    return prepared;
  };
  const warmAll = async (operations: readonly SeenOperation[]) => {
    const end = performance.now() + longestWarming;
    // What was asked last is likely to be asked next.
    for (const seen of operations.toReversed()) {
      // Whoever asks meanwhile comes first, also where one operation after another turns out to be valid no longer.
      await setImmediate();
      if (performance.now() > end) return;
      if (validate(graph.apiSchema, seen.document).length === 0) await prepareWith(seen, []).catch(() => undefined);
    }
  };
  return {
    prepare: (seen, context) =>
      prepareWith(
        seen,
        [...graph.overrideLabels].filter((label) => decide(label, context)),
      ),
    warm: (operations) => Promise.race([warmAll(operations), setTimeout(longestWait, undefined, { ref: false })]),
    seen: () => entries.values().map(({ seen }) => seen),
    kept: () => entries.size,
  };
}

function deferralKey(deferral: Deferral): string {
  return typeof deferral === "object" ? JSON.stringify(deferral.conditions) : (deferral ?? "");
}
