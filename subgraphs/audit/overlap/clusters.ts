/** Groups records around a centre that each member is like; a chain of likenesses makes no group, as connected components would. */

export interface Pair {
  readonly a: string;
  readonly b: string;
  readonly bits: number;
}

export interface Cluster {
  readonly centre: string;
  /** Without the centre, the likest first. */
  readonly members: readonly string[];
}

/** Each pair once. The record with the most evidence around it is the next centre; a member belongs to the centre that it is likest. */
export function starClusters(pairs: Iterable<Pair>): readonly Cluster[] {
  const likenesses = likenessesOf(pairs);
  const centres = findCentres(likenesses, weakestOf(likenesses));
  const members = new Map<string, string[]>([...centres].map((centre) => [centre, []]));
  for (const id of [...likenesses.keys()].toSorted()) {
    if (!centres.has(id)) members.get(likestCentre(likenesses.get(id), centres) ?? "")?.push(id);
  }
  return [...members].map(([centre, ids]) => ({ centre, members: ids.sort(byLikeness(likenesses.get(centre))) }));
}

type Likenesses = ReadonlyMap<string, ReadonlyMap<string, number>>;

function likenessesOf(pairs: Iterable<Pair>): Likenesses {
  const likenesses = new Map<string, Map<string, number>>();
  const note = (from: string, to: string, bits: number) => {
    const known = likenesses.get(from) ?? new Map<string, number>();
    likenesses.set(from, known.set(to, bits));
  };
  for (const { a, b, bits } of pairs) {
    note(a, b, bits);
    note(b, a, bits);
  }
  return likenesses;
}

/** Of each centre the neighbours are taken, so that no two centres are alike. */
function findCentres(likenesses: Likenesses, weakest: number): ReadonlySet<string> {
  const taken = new Set<string>();
  const centres = new Set<string>();
  const weighed = Array.from(likenesses, ([id, neighbours]) => ({
    id,
    size: neighbours.size,
    evidence: evidenceOf(neighbours, weakest),
  }));
  for (const { id } of weighed.sort((a, b) => b.evidence - a.evidence || b.size - a.size || (a.id < b.id ? -1 : 1))) {
    if (taken.has(id)) continue;
    centres.add(id);
    for (const neighbour of likenesses.get(id)?.keys() ?? []) taken.add(neighbour);
  }
  return centres;
}

/** The pair that only just counts is where evidence begins: many weak likenesses make no centre beside a few strong ones. */
function weakestOf(likenesses: Likenesses): number {
  let weakest = Number.POSITIVE_INFINITY;
  for (const neighbours of likenesses.values()) {
    for (const bits of neighbours.values()) weakest = Math.min(weakest, bits);
  }
  return weakest;
}

/** Sorted before it is added up, so that the order of the pairs makes no difference to the last bit. */
function evidenceOf(neighbours: ReadonlyMap<string, number>, weakest: number): number {
  return Float64Array.from(neighbours.values())
    .sort()
    .reduce((sum, bits) => sum + bits - weakest, 0);
}

function likestCentre(neighbours: ReadonlyMap<string, number> | undefined, centres: ReadonlySet<string>) {
  const near = [...(neighbours ?? [])].filter(([id]) => centres.has(id));
  return near.sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))[0]?.[0];
}

function byLikeness(neighbours: ReadonlyMap<string, number> | undefined) {
  return (a: string, b: string): number => (neighbours?.get(b) ?? 0) - (neighbours?.get(a) ?? 0) || (a < b ? -1 : 1);
}
