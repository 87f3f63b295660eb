/** What is scored: anything that finds measures plugs in here, the product and what it is laid beside alike. */

/** Codes of the measures shown as found, best first. Near ones below the line of "nothing found" are not found. */
export type SearchFinder = (query: string) => Promise<readonly string[]>;

/** 同じ内容とみられる, 似ている, 近いが別. */
export type Grade = "SAME" | "SIMILAR" | "DIFFERENT";

/** A planned measure as an officer types it. `targetGroups` are codes of the vocabulary, empty where none was chosen. */
export type Plan = { readonly title: string; readonly summary: string; readonly targetGroups: readonly string[] };

export type Near = { readonly id: string; readonly grade: Grade };

/** The nearest existing measures, nearest first. */
export type AheadFinder = (plan: Plan) => Promise<readonly Near[]>;

export type PairClass = "DUPLICATION" | "OVERLAP" | "FRAGMENTATION" | "SIBLING" | "ONE_SCHEME" | "NONE";

/** A pair as it is shown; without a class it only claims that the two are worth reading side by side. */
export type RankedPair = { readonly a: string; readonly b: string; readonly class?: PairClass };

/** All pairs that are shown of the catalogue, in the order in which an auditor meets them. */
export type OverlapFinder = () => Promise<readonly RankedPair[]>;

/** One contender: what it does not do, it leaves out. `close` lets go of what it holds. */
export type Contender = {
  readonly name: string;
  readonly search?: SearchFinder;
  readonly ahead?: AheadFinder;
  readonly overlap?: OverlapFinder;
  readonly close?: () => Promise<void>;
};
