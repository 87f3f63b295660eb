/** Knows which records are like which: records come, change and go, and at any moment the answer is that of a batch over those present. */
import { type Area, createArea, type Part } from "./area.ts";
import { createSearch, type SearchCosts, type Wanted } from "./candidates.ts";
import { type Comparison, compareWords, createComparison, placeOf } from "./compare.ts";
import { createFeatureReader, type Features } from "./features.ts";
import type { Model } from "./model.ts";
import type { OverlapRecord } from "./record.ts";
import { type Cursor, featuresOf, type Member, moveTo, type Range } from "./scope.ts";
import { pairBits, sharedFacets } from "./score.ts";

export interface Neighbour extends Comparison {
  readonly id: string;
  /** The sum of the evidence; above 0 a pair is more likely alike than not, as far as the prior holds. */
  readonly bits: number;
}

export interface Asking {
  /** At most so many, best first. */
  readonly top: number;
  /** Leaves out the records of the same organisation. */
  readonly across?: boolean;
  /** Leaves out pairs of fewer bits. */
  readonly least?: number;
}

export interface OverlapIndex {
  readonly model: Model;
  readonly size: number;
  readonly costs: SearchCosts;
  set(record: OverlapRecord): void;
  remove(id: string): void;
  has(id: string): boolean;
  ids(): Iterable<string>;
  /** Of a record that is in the index. */
  neighbours(id: string, asking: Asking): readonly Neighbour[];
  /** Of a record that need not be: the check ahead of a measure that is only planned. */
  check(record: OverlapRecord, asking: Asking): readonly Neighbour[];
}

export function createOverlapIndex(model: Model): OverlapIndex {
  const areas = new Map<string, Area>();
  /** Until the next change. */
  const partsByCode = new Map<string, readonly Part[]>();
  const areaOfRecord = new Map<string, Area>();
  const readFeatures = createFeatureReader(model);
  const costs: SearchCosts = { postings: 0, candidates: 0 };
  const find = createFinding(model, costs);

  function areaOf(code: string): Area {
    const known = areas.get(code) ?? createArea();
    areas.set(code, known);
    return known;
  }

  function partsMeeting(code: string): readonly Part[] {
    const known = partsByCode.get(code) ?? findParts(code);
    partsByCode.set(code, known);
    return known;
  }

  /** The area itself, the prefecture and nation that it lies in, and what lies in it. */
  function findParts(code: string): readonly Part[] {
    if (code === "") return [...areas.values()].flatMap((area) => area.parts());
    const prefecture = code.slice(0, 2);
    const inside = areas.get(prefecture)?.parts() ?? [];
    const met = code === prefecture ? inside : inside.map((part) => within(part, [prefecture, code]));
    return [...met, ...(areas.get("")?.parts() ?? [])];
  }

  function remove(id: string): void {
    partsByCode.clear();
    areaOfRecord.get(id)?.remove(id);
    areaOfRecord.delete(id);
  }

  function ask(features: Features, self: Member, asking: Asking): readonly Neighbour[] {
    const wanted = asking.across ? isElsewhere(self) : ({ id }: Member) => id !== self.id;
    const found = find({ features, parts: partsMeeting(self.area), wanted });
    const { top, least = Number.NEGATIVE_INFINITY } = asking;
    return found.slice(0, top).filter(({ bits }) => bits >= least);
  }

  return {
    model,
    costs,
    get size() {
      return areaOfRecord.size;
    },
    set(record) {
      remove(record.id);
      const member = memberOf(record);
      const area = areaOf(member.area.slice(0, 2));
      area.set({ ...member, features: readFeatures(record) });
      areaOfRecord.set(record.id, area);
    },
    remove,
    has: (id) => areaOfRecord.has(id),
    ids: () => areaOfRecord.keys(),
    neighbours(id, asking) {
      const area = areaOfRecord.get(id);
      const place = area?.find(id);
      const member = place?.scope.members[place.number];
      if (!area || !place || !member) return [];
      return ask(featuresOf(place.scope, place.number), member, asking);
    },
    check: (record, asking) => ask(readFeatures(record), memberOf(record), asking),
  };
}

function memberOf({ id, areas, organisation, startYear, endYear }: OverlapRecord): Member {
  return { id, area: commonArea(areas), organisation, startYear, endYear };
}

/** The smallest area that holds all areas of a record; not stated is anywhere. */
function commonArea(codes: readonly string[] | undefined): string {
  const [first = "", ...others] = codes ?? [];
  if (others.every((code) => code === first)) return first;
  const prefecture = first.slice(0, 2);
  return others.every((code) => code.startsWith(prefecture)) ? prefecture : "";
}

function within(part: Part, codes: readonly string[]): Part {
  return { ...part, ranges: codes.flatMap((code) => [part.scope.ranges.get(code) ?? []].filter(isRange)) };
}

function isRange(range: Range | readonly never[]): range is Range {
  return range.length === 2;
}

/** Not stated is not the same. */
function isElsewhere({ id, organisation }: Member): Wanted {
  return (other) => other.id !== id && (organisation === undefined || other.organisation !== organisation);
}

interface Question {
  readonly features: Features;
  readonly parts: readonly Part[];
  readonly wanted: Wanted;
}

function createFinding(model: Model, costs: SearchCosts) {
  const search = createSearch(model, costs);
  const comparison = createComparison();
  return ({ features, parts, wanted }: Question): readonly Neighbour[] => {
    const own = placeOf(features);
    const cursor: Cursor = { ...own };
    const found = search(features, parts, wanted);
    const neighbours = found.records.map((record, at) => {
      const scope = parts[found.parts[at] ?? 0]?.scope;
      if (scope === undefined) throw new Error("A search found a record in no part.");
      compareWords(own, moveTo(cursor, scope, record), comparison);
      const facets = sharedFacets(
        features.facetKeys,
        scope.facetKeys.subarray(scope.facetOffsets[record], scope.facetOffsets[record + 1]),
        model,
      );
      return { id: scope.members[record]?.id ?? "", bits: pairBits(comparison, facets, model), ...comparison };
    });
    return neighbours.sort(byBits);
  };
}

function byBits(a: Neighbour, b: Neighbour): number {
  return b.bits - a.bits || (a.id < b.id ? -1 : 1);
}
