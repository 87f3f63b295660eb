/** The measures nearest to one that is only planned: always some, each graded, with the reason. */
import { BoundedCache } from "#kit/bounded-cache.ts";
import type { Bilingual } from "#kit/errors.ts";
import type { MeasureInput } from "#kit/records/record.ts";
import type { Synonyms } from "#kit/text/synonyms/synonyms.ts";
import { type AuditedMeasure, isRunning, recordOf } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import { findPhrases, readText } from "../overlap/phrases.ts";
import { type ComparedText, compareTexts } from "./compared-texts.ts";
import { shareFacets } from "./facets.ts";
import { gradeOf, type SimilarityGrade } from "./grade.ts";
import { compareMeasures, type Likeness } from "./likeness.ts";
import { createRarity } from "./rarity.ts";
import { type ReadMeasure, readMeasures } from "./read-measure.ts";
import { explainWhy } from "./why.ts";

export interface PlannedMeasure {
  readonly contract: MeasureInput;
  /** Null where it is not known yet whose it will be. */
  readonly department: string | null;
}

export interface NearMeasure {
  readonly existing: AuditedMeasure;
  readonly likeness: number;
  readonly grade: SimilarityGrade;
  readonly why: Bilingual;
  readonly texts: readonly ComparedText[];
}

export interface Nearest {
  /** The nearest first. */
  find(view: View, planned: PlannedMeasure, first: number): Promise<readonly NearMeasure[]>;
}

/** A collection of no more measures is compared whole; of a larger one the engine names so many. */
const comparedWhole = 400;
const candidates = 150;
const readingsKept = 4_000;

export function createNearest(synonyms: Synonyms): Nearest {
  const kept = new BoundedCache<string, ReadMeasure>(readingsKept);

  async function read(measures: readonly AuditedMeasure[]): Promise<readonly ReadMeasure[]> {
    const missing = measures.filter(({ digest }) => kept.get(digest) === undefined);
    const found = await readMeasures(
      missing.map(({ record }) => record),
      synonyms,
    );
    const byDigest = new Map(missing.map(({ digest }, at) => [digest, found[at]]));
    const readings = measures.map(({ digest }) => kept.get(digest) ?? byDigest.get(digest) ?? nothing);
    for (const [digest, reading] of byDigest) if (reading) kept.set(digest, reading);
    return readings;
  }

  return {
    async find(view, planned, first) {
      const [plan = nothing] = await readMeasures([recordOf("", planned.department ?? "", planned.contract)], synonyms);
      const compared = compareableWith(view, planned, plan);
      const readings = await read(compared);
      const rarityOf = createRarity(view.model);
      const near = compared.map((existing, at) => {
        const likeness = compareMeasures(plan, readings[at] ?? nothing, rarityOf);
        return { existing, likeness, value: withFacets(likeness, planned.contract, existing.contract) };
      });
      const [best, ...others] = near.sort(byLikeness);
      if (best === undefined) return [];
      return [best, ...others].slice(0, first).map((each) => ({
        ...explained(view, planned, each),
        grade: gradeOf(each.value, best.value),
      }));
    },
  };
}

const nothing: ReadMeasure = { topics: [], forms: new Set(), folded: "", pairs: new Set() };

/** What has ended is like nothing any more; what has the same code in the same department is the measure itself. */
function compareableWith(view: View, planned: PlannedMeasure, plan: ReadMeasure): readonly AuditedMeasure[] {
  const { contract, department } = planned;
  const isOther = (measure: AuditedMeasure) =>
    isRunning(measure) && !(measure.department === department && measure.code === contract.code);
  const all = view.measures.size <= comparedWhole ? [...view.measures.values()] : namedByEngine(view, planned, plan);
  return all.filter(isOther);
}

/** Places are no gate: a plan for one city may be what another has. Its other names find what is written in official words. */
function namedByEngine(
  view: View,
  { contract, department }: PlannedMeasure,
  plan: ReadMeasure,
): readonly AuditedMeasure[] {
  const record = { ...recordOf("", department ?? "", contract), areas: undefined };
  const names = plan.topics.flatMap(({ synonyms }) => synonyms.filter(({ isSame }) => isSame).map(({ text }) => text));
  const inOtherWords = { ...record, description: [record.description ?? "", ...names].join("\n") };
  const ids = [record, inOtherWords].flatMap((each) => view.index.check(each, { top: candidates }).map(({ id }) => id));
  return [...new Set(ids)].flatMap((id) => view.measures.get(id) ?? []);
}

interface Near {
  readonly existing: AuditedMeasure;
  readonly likeness: Likeness;
  readonly value: number;
}

/** The likest first; the order of their ids where they are equally like. */
function byLikeness(one: Near, other: Near): number {
  return other.value - one.value || (one.existing.id < other.existing.id ? -1 : 1);
}

function withFacets({ value }: Likeness, planned: MeasureInput, existing: MeasureInput): number {
  return Math.min(1, value * (1 + shareFacets(planned, existing)));
}

function explained(
  view: View,
  planned: PlannedMeasure,
  { existing, likeness, value }: Near,
): Omit<NearMeasure, "grade"> {
  const { shared } = likeness;
  const { contract } = planned;
  const record = recordOf("", planned.department ?? "", contract);
  const phrases = findPhrases(readText(record), readText(existing.record), view.model).shared;
  return {
    existing,
    likeness: value,
    why: explainWhy({ planned: contract, existing: existing.contract, shared, phrases }),
    texts: compareTexts(contract, existing.contract, { shared, phrases }),
  };
}
