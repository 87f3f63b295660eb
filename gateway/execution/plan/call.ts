/** A plan made ready to run: calls to subgraphs, each with the calls that must have ended before it. */
import type { SubgraphOperation } from "../links/subgraph-link.ts";
import type { ContextVariable } from "./context-variables.ts";
import type { DrawingFor, Reduction } from "./drawing.ts";
import type { ContextNames } from "./in-context.ts";
import type { KeyCheck } from "./key-checks.ts";
import type { Rewrite } from "./rewrites.ts";

export type Condition = { readonly variable: string; readonly expected: boolean };

/** The objects of the joined data that a call completes. */
export type Target = {
  readonly path: readonly string[];
  /** The path as one text. */
  readonly place: string;
  readonly conditions: readonly Condition[];
};

/** Learned from answers: whether the subgraph can be asked for the keys of this call's records. */
export type ProofOfKeys = { isPossible: boolean };

export type PassedVariable = { readonly from: string; readonly to: string };

type CallBase = {
  /** Positions, in the plan, of the calls whose answers this one builds on. */
  readonly after: readonly number[];
  /** The deferred part that it is for; undefined where it is for the first answer. */
  readonly part: string | undefined;
  readonly subgraph: string;
  readonly operation: SubgraphOperation;
  readonly variables: readonly PassedVariable[];
};

export type RootCall = CallBase & {
  readonly kind: "root";
  readonly target: Target;
  readonly rewrite: Rewrite | undefined;
  readonly renamedKeys: ReadonlyMap<string, string>;
};

export type EntityCall = CallBase & {
  readonly kind: "entities";
  /** The same without key checks, for a subgraph that cannot tell the keys of the records it is asked for. */
  readonly uncheckedOperation: SubgraphOperation;
  readonly proof: ProofOfKeys;
  readonly parts: readonly EntityPart[];
  /** The same where some records lack what some of its fields require. */
  readonly reduce: (pieces: readonly Piece[]) => ReducedCall | undefined;
};

/** Records of one part that are asked for the same. */
export type Piece = {
  readonly part: EntityPart;
  readonly reduction: Reduction | undefined;
  /** Names of contexts that they have no value of. */
  readonly lacking: readonly string[];
};

export type ReducedCall = Pick<EntityCall, "operation" | "uncheckedOperation"> & {
  /** Of each piece; undefined for one that is asked for nothing. */
  readonly names: readonly (PieceNames | undefined)[];
};

/** Under which the records of a part, or of a piece of it, are asked for and answered. */
export type EntityNames = { readonly answerKey: string; readonly variable: string };

export type PieceNames = EntityNames & { readonly contexts: ContextNames };

/** One `_entities` field of a call: the same question about every record found at any of its targets. */
export type EntityPart = EntityNames & {
  readonly targets: readonly Target[];
  readonly drawingFor: DrawingFor;
  readonly checks: readonly KeyCheck[];
  /** What each record is told of those around it. */
  readonly contexts: readonly ContextVariable[];
  readonly rewrite: Rewrite | undefined;
  readonly renamedKeys: ReadonlyMap<string, string>;
};

export type Call = RootCall | EntityCall;
