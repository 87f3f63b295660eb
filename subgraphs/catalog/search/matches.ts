/** The search as SQL: in whole numbers only, so that every database gives the same scores. */
import { joined, raw, type Sql, sql, valueList } from "../query/sql.ts";
import { begins, type SearchPlan, type WeighedUnit } from "./plan.ts";
import { type Way, worths } from "./unit.ts";

/** A table of the versions found, with their scores and with how much of the question each meets. */
export function matches({ units, needed }: SearchPlan): Sql {
  const ways = units.flatMap((unit, place) => unit.ways.map((way) => wayOf(way, unit, place)));
  if (ways.length === 0) return nothing;
  const required = units.flatMap(({ isRequired }, place) => (isRequired ? [place] : []));
  const all =
    required.length === 0
      ? sql``
      : sql` AND SUM(CASE WHEN unit IN (${valueList(required)}) THEN 1 ELSE 0 END) = ${required.length}`;
  // The best way in which a version meets a unit counts; and who meets more of the units stands before who meets fewer of them better.
  const met = sql`SELECT version_id, unit, MAX(part) AS part, MAX(cover) AS cover FROM (${joined(ways, " UNION ALL ")}) AS ways GROUP BY version_id, unit`;
  return sql`SELECT version_id, SUM(part) * SUM(cover) AS score, SUM(cover) AS cover FROM (${met}) AS met
    GROUP BY version_id HAVING SUM(cover) >= ${needed}${all}`;
}

const nothing = sql`SELECT version_id, 0 AS score, 0 AS cover FROM record_version WHERE 1 = 0`;

function wayOf(way: Way, { weight }: WeighedUnit, place: number): Sql {
  const { cover, score } = worths[way.kind];
  const worth = sql`${place} AS unit, ${impactOf(way)} * ${Math.max(1, Math.round(weight * score))} AS part, ${Math.round(weight * cover)} AS cover`;
  const { terms, needs, prefix } = way;
  const has = prefix
    ? joined(
        terms.map((term) => sql`(${begins(term)})`),
        " OR ",
      )
    : sql`p.token IN (${valueList(terms)})`;
  if (needs === "all") return sql`SELECT p.version_id, ${worth} FROM ${withAll(terms)}`;
  return terms.length === 1 && !prefix
    ? sql`SELECT p.version_id, ${worth} FROM posting AS p WHERE ${has}`
    : sql`SELECT p.version_id, ${worth} FROM posting AS p WHERE ${has} GROUP BY p.version_id`;
}

/** Of several words the rarest says how much, of a choice the one that says most; a word that is meant says twice as much as one that only begins so. */
function impactOf({ terms, needs, prefix }: Way): Sql {
  const [term = ""] = terms;
  if (prefix) return sql`MAX(p.impact * CASE WHEN p.token = ${term} THEN 2 ELSE 1 END)`;
  return needs === "all" || terms.length === 1 ? raw("p.impact") : raw("MAX(p.impact)");
}

/** Versions with every term, found among those that have the first. */
function withAll([first = "", ...others]: readonly string[]): Sql {
  const joins = others.map((term, at) => {
    const other = raw(`p${at}`);
    return sql` JOIN posting AS ${other} ON ${other}.token = ${term} AND ${other}.version_id = p.version_id`;
  });
  return sql`posting AS p${joined(joins, "")} WHERE p.token = ${first}`;
}
