/** How a search is carried out: what each unit of the question weighs, and how much of them a record must meet. */
import type { EntityManager } from "typeorm";
import { slices } from "#kit/slices.ts";
import type { Synonyms } from "#kit/text/synonyms/synonyms.ts";
import { selectRows } from "../query/run.ts";
import { joined, type Sql, sql, valueList } from "../query/sql.ts";
import { readQuestion } from "./question.ts";
import type { Unit, Way } from "./unit.ts";

export interface WeighedUnit extends Unit {
  /** Whole, so that sums are the same in every order and on every database. */
  readonly weight: number;
  /** Whether any record has it in any way. */
  readonly isKnown: boolean;
}

export interface SearchPlan {
  /** The text that is looked for; another than was typed where a slip was mended. */
  readonly text: string;
  readonly units: readonly WeighedUnit[];
  /** Whether it is said in a sentence, of which no record has every word. */
  readonly isSentence: boolean;
  /** How much of the weights a record must meet. */
  readonly needed: number;
}

/** What a plan rests on: the index as it was when the first page was asked for. */
export interface IndexState {
  /** Versions of another epoch are others. */
  readonly epoch: string;
  /** Versions up to this one are counted. */
  readonly lastVersionId: number;
}

export type Planner = (text: string, state: IndexState) => Promise<SearchPlan | undefined>;

/** The share of the question that a record must meet to be an answer, and to be near to one. */
const shares = { answer: 0.52, sentence: 0.2, near: 0.1 } as const;

/** Of what the best answer to a sentence meets, the share that another must meet to be one, too. */
const besideBest = 0.6;

/** Undefined where there is nothing to search for. The same text in the same state gives the same plan. */
export function createPlanner(manager: EntityManager, synonyms: Synonyms): Planner {
  return async (text, state) => {
    const counter = createCounter(manager, state);
    const { units, isSentence } = await readQuestion(text, { synonyms, knownTerms: counter.known });
    if (units.length === 0) return undefined;
    const counts = await counter.count(units.flatMap(({ ways }) => ways));
    const weighed = weigh(units, counts, isSentence ? linkShares.sentence : linkShares.words);
    return withShare({ text, units: weighed, isSentence, needed: 0 }, isSentence ? shares.sentence : shares.answer);
  };
}

/** The plan of what stands beside the best, which meets so much. */
export function besidePlan(plan: SearchPlan, best: number): SearchPlan {
  return { ...plan, needed: Math.max(plan.needed, Math.ceil(best * besideBest)) };
}

/**
 * The plan of what is counted: a record that meets enough of the question only with distant words of it is shown behind the others, and tells
 * nothing of how many there are. Where nothing else is known of a word, distant ones count.
 */
export function countedPlan(plan: SearchPlan): SearchPlan {
  return { ...plan, units: plan.units.map(withoutDistant) };
}

function withoutDistant(unit: WeighedUnit): WeighedUnit {
  const ways = unit.ways.filter(({ kind }) => kind !== "distant");
  return ways.length === 0 ? unit : { ...unit, ways };
}

/** The plan of what is only near. */
export function nearPlan(plan: SearchPlan): SearchPlan {
  return withShare({ ...plan, units: plan.units.map((unit) => ({ ...unit, isRequired: false })) }, shares.near);
}

function withShare(plan: SearchPlan, share: number): SearchPlan {
  return { ...plan, needed: Math.ceil(wholeOf(plan) * share) };
}

export function wholeOf({ units }: Pick<SearchPlan, "units">): number {
  return units.reduce((sum, { weight }) => sum + weight, 0);
}

interface Counts {
  readonly records: ReadonlyMap<string, number>;
  readonly all: number;
}

/**
 * A link weighs as much as the two that it joins, so that a record with both of them apart meets half: long words must stand together. In a
 * sentence it is but one thing more.
 */
const linkShares = { words: 1, sentence: 0.3 } as const;

function weigh(units: readonly Unit[], counts: Counts, linkShare: number): readonly WeighedUnit[] {
  const frequencies = units.map(({ ways }) => Math.max(0, ...ways.map((way) => frequencyOf(way, counts))));
  const own = units.map((unit, at) => rarity(frequencies[at] ?? 0, counts.all) * unit.strength);
  return units.map((unit, at) => {
    const weight = unit.isLink ? linkShare * linkWeight(units, own, at) : (own[at] ?? 0);
    const ways = unit.ways.filter((way) => frequencyOf(way, counts) > 0).map((way) => rarestFirst(way, counts));
    return { ...unit, ways, weight: Math.max(1, Math.round(weight)), isKnown: ways.length > 0 };
  });
}

/** The records that have all of the terms are looked for among those that have the rarest. */
function rarestFirst(way: Way, { records }: Counts): Way {
  if (way.needs === "any") return way;
  const countOf = (term: string) => records.get(term) ?? 0;
  return { ...way, terms: way.terms.toSorted((a, b) => countOf(a) - countOf(b) || (a < b ? -1 : 1)) };
}

/** Units come in the order: one, other, their link, another, the link of the last two. */
function linkWeight(units: readonly Unit[], own: readonly number[], at: number): number {
  const before = units
    .slice(0, at)
    .flatMap((unit, place) => (unit.isLink ? [] : [place]))
    .slice(-2);
  const [one = 0, other = 0] = before.map((place) => own[place] ?? 0);
  const strengths = before.map((place) => units[place]?.strength ?? 0);
  return (one + other) * Math.min(1, ...strengths);
}

/** Of all terms together no more records have them than of the rarest. */
function frequencyOf({ terms, needs }: Way, { records }: Counts): number {
  const counts = terms.map((term) => records.get(term) ?? 0);
  return needs === "all" ? Math.min(...counts) : Math.max(...counts);
}

/** BM25's inverse document frequency, in thousandths; what no record has is as rare as what one has. Versions stand for documents: they are the same in every catalog of the same history. */
function rarity(records: number, all: number): number {
  const having = Math.max(records, 1);
  const others = Math.max(all - having, 0);
  return 1000 * Math.log(1 + (others + 0.5) / (having + 0.5)) + 1;
}

interface CountRow {
  readonly term: string;
  readonly records: number | string;
}

function createCounter(manager: EntityManager, { lastVersionId }: IndexState) {
  const counted = async (terms: readonly string[]): Promise<ReadonlyMap<string, number>> => {
    const rows: CountRow[] = [];
    for (const slice of slices([...new Set(terms)], termsOfStatement)) {
      const statement = sql`SELECT token AS term, COUNT(*) AS records FROM posting
        WHERE token IN (${valueList(slice)}) AND version_id <= ${lastVersionId} GROUP BY token`;
      rows.push(...(await selectRows<CountRow>(manager, statement)));
    }
    return new Map(rows.map(({ term, records }) => [term, Number(records)]));
  };
  return {
    known: async (terms: readonly string[]) => new Set((await counted(terms)).keys()),
    async count(ways: readonly Way[]): Promise<Counts> {
      const whole = await counted(ways.filter(({ prefix }) => !prefix).flatMap(({ terms }) => terms));
      const begun = await countBegun(ways.filter(({ prefix }) => prefix).flatMap(({ terms }) => terms));
      const statement = sql`SELECT COUNT(*) AS records FROM record_version WHERE version_id <= ${lastVersionId}`;
      const [row] = await selectRows<CountRow>(manager, statement);
      return { records: new Map([...whole, ...begun]), all: Number(row?.records ?? 0) };
    },
  };

  async function countBegun(terms: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (terms.length === 0) return new Map();
    const parts = terms.map(
      (term) => sql`SELECT ${term} AS term, COUNT(DISTINCT version_id) AS records
        FROM posting WHERE ${begins(term)} AND version_id <= ${lastVersionId}`,
    );
    const rows = await selectRows<CountRow>(manager, joined(parts, " UNION ALL "));
    return new Map(rows.map(({ term, records }) => [term, Number(records)]));
  }
}

const termsOfStatement = 500;

/** Of what has a beginning in common. */
export function begins(term: string): Sql {
  return sql`token >= ${term} AND token < ${term + lastCharacter}`;
}

const lastCharacter = "\u{10FFFF}";
