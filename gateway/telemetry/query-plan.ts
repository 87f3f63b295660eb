/** A query plan as an operator reads it: which subgraph is asked what, for which place of the answer, and after which other calls. */
import type { PlannedCall } from "../execution/index.ts";

export interface ShownCall {
  readonly subgraph: string;
  readonly operation: string;
  /** Places of the answer that the call completes; `@` stands for every element of a list, and none for the whole. */
  readonly paths: readonly string[];
  /** Positions of the calls that it waits for. */
  readonly after: readonly number[];
}

export function showPlan(calls: readonly PlannedCall[]): readonly ShownCall[] {
  return calls.map((call) => ({
    subgraph: call.subgraph,
    operation: call.operation.text,
    paths: (call.kind === "root" ? [call.target] : call.parts.flatMap(({ targets }) => targets)).map(({ path }) =>
      path.join("."),
    ),
    after: call.after,
  }));
}
