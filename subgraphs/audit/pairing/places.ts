/** How the places of two measures lie to each other: evidence and class, never a reason not to compare them. */

/** UNKNOWN where either does not state its place. */
export type PlaceRelation = "SAME" | "WITHIN" | "SIBLINGS" | "ELSEWHERE" | "UNKNOWN";

type Areas = readonly string[] | null | undefined;

/** Of several places the nearest relation counts. */
export function relatePlaces(one: Areas, other: Areas): PlaceRelation {
  if (!one?.length || !other?.length) return "UNKNOWN";
  const found = new Set(one.flatMap((a) => other.map((b) => relate(a, b))));
  return nearestFirst.find((relation) => found.has(relation)) ?? "ELSEWHERE";
}

const nearestFirst = ["SAME", "WITHIN", "SIBLINGS", "ELSEWHERE"] as const;

/** 全国・県外 is no place in the prefecture, but what is outside of it. */
const outside = "00";

function relate(one: string, other: string): PlaceRelation {
  if (one === other) return "SAME";
  if (one === outside || other === outside) return "ELSEWHERE";
  if (one.startsWith(other) || other.startsWith(one)) return "WITHIN";
  return one.slice(0, 2) === other.slice(0, 2) ? "SIBLINGS" : "ELSEWHERE";
}

/** Whether somebody can stand in both. */
export function doMeet(relation: PlaceRelation): boolean {
  return relation === "SAME" || relation === "WITHIN";
}
