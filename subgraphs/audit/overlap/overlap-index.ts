/** Knows which records are like which: records come, change and go, and at any moment the answer is that of a batch over those present. */
import type { Steps } from "#kit/turns/steps.ts";
import { type Area, createArea, type Part } from "./area.ts";
import { commonArea, nation, prefectureOf } from "./area-codes.ts";
import { createSearch } from "./candidates.ts";
import type { Comparison } from "./compare.ts";
import { createFeatureReader, createSharedRoom, type Features } from "./features.ts";
import type { Model } from "./model.ts";
import { createRanking } from "./ranking.ts";
import type { OverlapRecord } from "./record.ts";
import { type Entry, entryOf, notStated, type Range } from "./scope.ts";
import type { SearchCosts } from "./summing.ts";

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

export interface Survey {
  readonly neighbours: readonly Neighbour[];
  /** A record whose sum is below this makes no difference. */
  readonly floor: number;
}

export interface OverlapIndex {
  readonly model: Model;
  readonly size: number;
  readonly costs: SearchCosts;
  set(record: OverlapRecord): void;
  remove(id: string): void;
  has(id: string): boolean;
  ids(): Iterable<string>;
  /** Makes ready in steps, after many changes, what the next question would make at once. */
  prepare(): Steps<void>;
  /** Those of one area together: in this order a batch finds most of what it needs still in the processor's cache. */
  idsByArea(): Iterable<string>;
  /** Of a record that is in the index. */
  neighbours(id: string, asking: Asking): readonly Neighbour[];
  /** The same, with what tells whether a change of another record makes a difference to them. */
  survey(id: string, asking: Asking): Survey;
  /** The others of whose searches a record in the index may be part, with the most that its sum can be there. */
  forEachReached(id: string, use: (other: string, most: number) => void): void;
  /** Of a record that need not be: the check ahead of a measure that is only planned. */
  check(record: OverlapRecord, asking: Asking): readonly Neighbour[];
}

export function createOverlapIndex(model: Model): OverlapIndex {
  const areas = new Map<string, Area>();
  /** Until the next change. */
  const partsByCode = new Map<string, readonly Part[]>();
  const areaOfRecord = new Map<string, Area>();
  const readFeatures = createFeatureReader(model);
  const readKeptFeatures = createFeatureReader(model, createSharedRoom());
  const costs: SearchCosts = { postings: 0, candidates: 0 };
  const search = createSearch(model, costs);
  const rank = createRanking(model);
  const numberOf = createNumbering();

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
    if (code === nation) return [...areas.values()].flatMap((area) => area.parts());
    const prefecture = prefectureOf(code);
    const inside = areas.get(prefecture)?.parts() ?? [];
    const met = code === prefecture ? inside : inside.map((part) => within(part, [prefecture, code]));
    return [...met, ...(areas.get(nation)?.parts() ?? [])];
  }

  function remove(id: string): void {
    partsByCode.clear();
    areaOfRecord.get(id)?.remove(id);
    areaOfRecord.delete(id);
  }

  function ask({ id, area, organisation, features }: Entry, asking: Asking): Survey {
    const parts = partsMeeting(area);
    const own = areaOfRecord.get(id)?.find(id);
    const withoutOrganisation = asking.across ? organisation : notStated;
    const found = search.find({ features, area, own, withoutOrganisation }, parts);
    return { neighbours: rank(features, found, parts, asking), floor: found.floor };
  }

  function entryIn(id: string): Entry | undefined {
    const place = areaOfRecord.get(id)?.find(id);
    return place && entryOf(place.scope, place.number);
  }

  function survey(id: string, asking: Asking): Survey {
    const entry = entryIn(id);
    return entry ? ask(entry, asking) : { neighbours: [], floor: 0 };
  }

  function entryFrom({ id, areas: codes, organisation }: OverlapRecord, features: Features): Entry {
    return { id, area: commonArea(codes), organisation: numberOf(organisation), features };
  }

  return {
    model,
    costs,
    get size() {
      return areaOfRecord.size;
    },
    set(record) {
      remove(record.id);
      const entry = entryFrom(record, readKeptFeatures(record));
      const area = areaOf(prefectureOf(entry.area));
      area.add(entry);
      areaOfRecord.set(record.id, area);
    },
    remove,
    has: (id) => areaOfRecord.has(id),
    ids: () => areaOfRecord.keys(),
    *prepare() {
      for (const area of [...areas.values()]) {
        yield* area.prepare();
        partsByCode.clear();
      }
    },
    *idsByArea() {
      for (const area of [...areas.values()]) yield* area.ids();
    },
    neighbours: (id, asking) => survey(id, asking).neighbours,
    survey,
    forEachReached(id, use) {
      const entry = entryIn(id);
      if (entry === undefined) return;
      const parts = partsMeeting(entry.area);
      const own = areaOfRecord.get(id)?.find(id);
      search.forEachReached({ ...entry, own, withoutOrganisation: notStated }, parts, (part, record, most) => {
        use(parts[part]?.scope.ids[record] ?? "", most);
      });
    },
    check: (record, asking) => ask(entryFrom(record, readFeatures(record)), asking).neighbours,
  };
}

/** A number for each name, so that names are compared fast; not stated is not the same as not stated. */
function createNumbering() {
  const numbers = new Map<string, number>();
  return (name: string | undefined): number => {
    if (name === undefined) return notStated;
    const known = numbers.get(name) ?? numbers.size + 1;
    numbers.set(name, known);
    return known;
  };
}

function within(part: Part, codes: readonly string[]): Part {
  const ranges = codes.map((code) => part.scope.ranges.get(code));
  return { ...part, ranges: ranges.filter((range): range is Range => range !== undefined) };
}
