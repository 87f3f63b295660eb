/**
 * What two measures are to each other, in GAO's words (GAO-15-49SP), and by which facts. A fact that is not stated is unknown: it never makes a
 * duplication. Proposed to people, who decide.
 */
import type { AuditedMeasure } from "../collection/measure.ts";
import type { SharedBeneficiaries } from "./beneficiaries.ts";
import type { SharedContent } from "./content.ts";
import { doMeet, type PlaceRelation, relatePlaces } from "./places.ts";
import { relateYears, type YearRelation } from "./years.ts";

/**
 * SIBLING 横並び: the same kind of measure by places that do not meet. Parts of one scheme are none of these.
 */
export type OverlapClass = "DUPLICATION" | "OVERLAP" | "FRAGMENTATION" | "SIBLING";

/** How a fact speaks: for the likeness, half for it, against it, or not at all. */
export type FactStanding = "SAME" | "NEAR" | "DIFFERENT" | "UNKNOWN";

export interface PairFacts {
  /** What they do. */
  readonly activity: FactStanding;
  readonly instrument: FactStanding;
  /** For whom. */
  readonly beneficiaries: FactStanding;
  readonly places: PlaceRelation;
  readonly years: YearRelation;
}

export interface Compared {
  readonly content: SharedContent;
  readonly beneficiaries: SharedBeneficiaries | undefined;
}

/** Likeness of what is done from which it is the same, and from which near; set on the half of `tests/quality` that is there for it. */
const activityCuts = { same: 0.55, near: 0.2 } as const;
/** A likeness of fewer or more usual words says little. */
const leastMass = 0.7;
const beneficiaryCuts = { same: 0.55, near: 0.25 } as const;

export function factsOf(a: AuditedMeasure, b: AuditedMeasure, { content, beneficiaries }: Compared): PairFacts {
  const { contract: one } = a;
  const { contract: other } = b;
  const likeness = content.mass < leastMass ? Math.min(content.likeness, activityCuts.near) : content.likeness;
  return {
    activity: standingOf(likeness, activityCuts),
    instrument:
      !one.instrument || !other.instrument ? "UNKNOWN" : one.instrument === other.instrument ? "SAME" : "DIFFERENT",
    beneficiaries: standingOf(beneficiaries?.within, beneficiaryCuts),
    places: relatePlaces(one.areas, other.areas),
    years: relateYears(one, other),
  };
}

function standingOf(
  value: number | undefined,
  { same, near }: { readonly same: number; readonly near: number },
): FactStanding {
  if (value === undefined) return "UNKNOWN";
  return value >= same ? "SAME" : value >= near ? "NEAR" : "DIFFERENT";
}

export interface Beside {
  readonly areOtherBodies: boolean;
  readonly beneficiaries: SharedBeneficiaries | undefined;
}

/** Undefined where the two are none of them. */
export function classOf(facts: PairFacts, { areOtherBodies, beneficiaries: shared }: Beside): OverlapClass | undefined {
  const { activity, instrument, beneficiaries, places, years } = facts;
  const isSameThing = activity === "SAME" && instrument === "SAME" && beneficiaries === "SAME";
  // What one office does twice it has divided itself, and an office that is not named is not known to be another.
  if (isSameThing && areOtherBodies && doMeet(places) && years !== "DIFFER") return "DUPLICATION";
  // Two cities do the same only where all groups are as good as the same: companies at large take part in everything.
  const isForTheSame = (shared?.share ?? 0) >= beneficiaryCuts.same;
  if (activity !== "DIFFERENT" && instrument === "SAME" && isForTheSame && places === "SIBLINGS") return "SIBLING";
  const agreeing = [activity, instrument, beneficiaries].filter((each) => each === "SAME" || each === "NEAR").length;
  if (activity !== "DIFFERENT" && agreeing >= 2) return "OVERLAP";
  if (activity === "SAME") return "OVERLAP";
  return areOtherBodies && agreeing > 0 ? "FRAGMENTATION" : undefined;
}

/** A word that both have says less where little is said; whom it is for and by what means weigh beside it. */
const weights = {
  mass: 0.7,
  beneficiaries: 0.7,
  unknownBeneficiaries: 0.4,
  otherInstrument: 0.6,
  otherYears: 0.6,
} as const;

/** How much two measures are worth reading side by side, from 0 to 1. */
export function strengthOf(
  { content, beneficiaries }: Compared,
  { instrument, years }: Pick<PairFacts, "instrument" | "years">,
): number {
  const said = content.mass / (content.mass + weights.mass);
  const forWhom = 1 - weights.beneficiaries * (1 - (beneficiaries?.share ?? weights.unknownBeneficiaries));
  const byMeans = instrument === "SAME" ? 1 : weights.otherInstrument;
  return content.likeness * said * forWhom * byMeans * (years === "DIFFER" ? weights.otherYears : 1);
}
