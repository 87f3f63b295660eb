/** Finds listed terms in a text: at each place the longest, and none inside another. */

export interface FoundTerm<Meaning> {
  readonly start: number;
  readonly end: number;
  readonly meaning: Meaning;
}

export type FindTerms<Meaning> = (text: string) => readonly FoundTerm<Meaning>[];

/** Terms of one character are left out: they stand in half of all words. Of a term that is listed twice the first meaning counts. */
export function createTermFinder<Meaning>(terms: Iterable<readonly [term: string, Meaning]>): FindTerms<Meaning> {
  const byBeginning = new Map<string, Map<string, Meaning>>();
  for (const [term, meaning] of terms) {
    if (term.length < 2) continue;
    const beginning = term.slice(0, 2);
    const alike = byBeginning.get(beginning) ?? new Map<string, Meaning>();
    if (!alike.has(term)) byBeginning.set(beginning, alike.set(term, meaning));
  }
  const ordered = new Map(
    [...byBeginning].map(([beginning, alike]) => [beginning, [...alike].sort(([a], [b]) => b.length - a.length)]),
  );
  return (text) => {
    const found: FoundTerm<Meaning>[] = [];
    for (let at = 0; at < text.length - 1; at++) {
      const fitting = ordered.get(text.slice(at, at + 2))?.find(([term]) => standsAt(text, term, at));
      if (fitting === undefined) continue;
      const [term, meaning] = fitting;
      found.push({ start: at, end: at + term.length, meaning });
      at += term.length - 1;
    }
    return found;
  };
}

/** A Latin term is a word of its own: IT does not stand in item. */
function standsAt(text: string, term: string, at: number): boolean {
  if (!text.startsWith(term, at)) return false;
  const isCut = (edge: string, beyond: string) => isLatin.test(edge) && isLatin.test(beyond);
  return (
    !isCut(term.charAt(0), text.charAt(at - 1)) && !isCut(term.charAt(term.length - 1), text.charAt(at + term.length))
  );
}

const isLatin = /[a-z0-9]/u;
