/**
 * A second opinion on pairs that the engine is not sure of: an embedding model or a judge that somebody plugs in. There is none by default,
 * and the engine brings none. What it says stands beside the evidence under its own name; it never changes a score.
 */
import type { OverlapRecord } from "./record.ts";

export interface SimilarityProvider {
  readonly name: string;
  /** Whatever makes its answers reproducible: the model's name and revision. */
  readonly version: string;
  /** From 0, nothing in common, to 1, the same; undefined where it does not know. */
  similarityOf(first: OverlapRecord, second: OverlapRecord): Promise<number | undefined>;
}

/** What a module has to export to be a provider. */
export const providerSocket = {
  shape: "{ name, version, similarityOf(first, second) }",
  fits(value: unknown): value is SimilarityProvider {
    if (typeof value !== "object" || value === null) return false;
    const { name, version, similarityOf }: Partial<Record<keyof SimilarityProvider, unknown>> = value;
    const isNamed = [name, version].every((each) => typeof each === "string" && each !== "");
    return isNamed && typeof similarityOf === "function";
  },
};

/** Below `from` the engine says no, from `to` on yes; in between it asks. */
export interface UncertainBand {
  readonly from: number;
  readonly to: number;
}

export const uncertainBand: UncertainBand = { from: -6, to: 4 };

export type Advice =
  | { readonly kind: "given"; readonly provider: string; readonly version: string; readonly similarity: number }
  | {
      readonly kind: "none";
      readonly provider: string;
      readonly version: string;
      readonly reason: "unknown" | "failed";
    };

export interface Scored {
  readonly first: OverlapRecord;
  readonly second: OverlapRecord;
  readonly bits: number;
}

/** Undefined where the pair is not in the band, so that the provider was not asked. Its failure is an answer, too. */
export async function adviseOn(
  { first, second, bits }: Scored,
  provider: SimilarityProvider,
  band: UncertainBand = uncertainBand,
): Promise<Advice | undefined> {
  if (bits < band.from || bits >= band.to) return undefined;
  const from = { provider: provider.name, version: provider.version };
  try {
    const similarity = await provider.similarityOf(first, second);
    return isShare(similarity) ? { kind: "given", ...from, similarity } : { kind: "none", ...from, reason: "unknown" };
  } catch {
    return { kind: "none", ...from, reason: "failed" };
  }
}

function isShare(similarity: number | undefined): similarity is number {
  return similarity !== undefined && similarity >= 0 && similarity <= 1;
}
