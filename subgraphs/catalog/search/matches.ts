/** The search as SQL: in whole numbers only, so that every database gives the same scores. */
import { joined, raw, type Sql, sql, valueList } from "../query/sql.ts";
import { begins, type SearchPlan, type WeighedUnit } from "./plan.ts";
import { type Way, worths } from "./unit.ts";

/** A table of the versions found, with their scores and with how much of the question each meets. */
export function matches({ units, needed }: SearchPlan): Sql {
  const ways = units.flatMap((unit, place) => unit.ways.map((way) => wayOf(way, unit, place)));
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

function wayOf(way: Way, { weight }: WeighedUnit, place: number): Sql {
  const { cover, score } = worths[way.kind];
  const worth = sql`${place} AS unit, ${best(way)} * ${Math.max(1, Math.round(weight * score))} AS part, ${Math.round(weight * cover)} AS cover`;
  return sql`SELECT version_id, ${worth} FROM posting WHERE ${has(way)} GROUP BY version_id${enough(way)}`;
}

/** Of several words the one that says least, of a choice the one that says most; a word that is meant says twice as much as one that only begins so. */
function best({ terms, needs, prefix }: Way): Sql {
  const [term = ""] = terms;
  if (prefix) return sql`MAX(impact * CASE WHEN token = ${term} THEN 2 ELSE 1 END)`;
  return needs === "all" ? raw("MIN(impact)") : raw("MAX(impact)");
}

function has({ terms, prefix }: Way): Sql {
  if (prefix)
    return joined(
      terms.map((term) => sql`(${begins(term)})`),
      " OR ",
    );
  return sql`token IN (${valueList(terms)})`;
}

function enough({ terms, needs }: Way): Sql {
  return needs === "all" ? sql` HAVING COUNT(*) = ${terms.length}` : sql``;
}
