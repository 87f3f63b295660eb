/** How a search is carried out: which tokens count how much, and how many of them a record must have. */
import type { EntityManager } from "typeorm";
import { selectRows } from "../query/run.ts";
import { joined, type Sql, sql } from "../query/sql.ts";
import { type QueryToken, queryTokens } from "./tokens.ts";

export interface SearchPlan {
  readonly tokens: readonly QueryToken[];
  /** Weight of each token, in their order: rare ones count more. */
  readonly weights: readonly number[];
  /** How many of the tokens a record must have. */
  readonly needed: number;
}

/** The share of the tokens that is enough when no record at all has every one of them. */
const enough = 0.6;

/** Undefined where there is nothing to search for. Asks for every token; see `relaxed`. */
export async function planSearch(manager: EntityManager, text: string | null): Promise<SearchPlan | undefined> {
  const tokens = queryTokens(text ?? "");
  if (tokens.length === 0) return undefined;
  const counted = tokens.map(
    (token, index) => sql`SELECT ${index} AS place, COUNT(*) AS records ${postingsWith(token)}`,
  );
  const all = sql`SELECT ${tokens.length} AS place, COUNT(*) AS records FROM record_version`;
  const rows = await selectRows<CountRow>(manager, joined([...counted, all], " UNION ALL "));
  const counts = new Map(rows.map(({ place, records }) => [Number(place), Number(records)]));
  const total = counts.get(tokens.length) ?? 0;
  return { tokens, weights: tokens.map((_, index) => rarity(counts.get(index) ?? 0, total)), needed: tokens.length };
}

interface CountRow {
  readonly place: number | string;
  readonly records: number | string;
}

/** BM25's inverse document frequency, in thousandths. Versions stand for documents: they are the same in every catalog of the same history. */
function rarity(records: number, total: number): number {
  const others = Math.max(total - records, 0);
  return Math.round(1000 * Math.log(1 + (others + 0.5) / (records + 0.5))) + 1;
}

/** The plan that takes most tokens for all; undefined where that is no different. */
export function relaxed(plan: SearchPlan): SearchPlan | undefined {
  const needed = Math.ceil(plan.tokens.length * enough);
  return needed < plan.needed ? { ...plan, needed } : undefined;
}

/** A table of the versions found, with their scores. */
export function matches({ tokens, weights, needed }: SearchPlan): Sql {
  const parts = tokens.map((token, index) => partOf(token, weights[index] ?? 1));
  const enoughParts = sql`HAVING COUNT(*) >= ${needed}`;
  return sql`SELECT version_id, SUM(part) AS score FROM (${joined(parts, " UNION ALL ")}) AS parts GROUP BY version_id ${enoughParts}`;
}

/** A word that is the token itself says twice as much as one that only begins so. */
function partOf(token: QueryToken, weight: number): Sql {
  if (!token.prefix) return sql`SELECT version_id, impact * ${2 * weight} AS part ${postingsWith(token)}`;
  const best = sql`MAX(impact * CASE WHEN token = ${token.text} THEN 2 ELSE 1 END)`;
  return sql`SELECT version_id, ${best} * ${weight} AS part ${postingsWith(token)} GROUP BY version_id`;
}

function postingsWith({ text, prefix }: QueryToken): Sql {
  if (!prefix) return sql`FROM posting WHERE token = ${text}`;
  return sql`FROM posting WHERE token >= ${text} AND token < ${text + lastCharacter}`;
}

const lastCharacter = "\u{10FFFF}";
