/** How much of what a person means is found: for each query the share of its right measures among as many as are right. */
import { type Half, halves } from "./halves.ts";

export const searchKinds = ["word", "words", "kana", "everyday", "sentence", "slip", "none"] as const;
export type SearchKind = (typeof searchKinds)[number];

/** `right` is the complete answer, empty for the kind "none"; `acceptable` measures count neither way. */
export type JudgedQuery = {
  readonly kind: SearchKind;
  readonly half: Half;
  readonly query: string;
  readonly right: readonly string[];
  readonly acceptable: readonly string[];
};
export type AnsweredQuery = JudgedQuery & { readonly found: readonly string[] };

/** Share is a mean over queries; for the kind "none" it is the share of queries for which nothing was shown. */
export type SearchFigure = {
  readonly kind: SearchKind;
  readonly half: Half;
  readonly queries: number;
  readonly share: number;
};

/** One figure for each kind and half that has queries. */
export function scoreSearch(answers: readonly AnsweredQuery[]): readonly SearchFigure[] {
  return searchKinds.flatMap((kind) =>
    halves.flatMap((half) => {
      const own = answers.filter((answer) => answer.kind === kind && answer.half === half);
      return own.length === 0 ? [] : [{ kind, half, queries: own.length, share: toMean(own.map(scoreAnswer)) }];
    }),
  );
}

/** Precision at R, the number of right measures. What may also be shown is taken out first and takes no place. */
export function scoreAnswer({ right, acceptable, found }: AnsweredQuery): number {
  if (right.length === 0) return found.length === 0 ? 1 : 0;
  const counted = [...new Set(found)].filter((id) => !acceptable.includes(id)).slice(0, right.length);
  return counted.filter((id) => right.includes(id)).length / right.length;
}

function toMean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
