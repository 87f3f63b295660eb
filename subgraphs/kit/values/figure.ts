/** A figure that may not be known. Unknown is a value of its own and no number, so that nothing can add it or print it as 0. */

export type Figure = { readonly kind: "known"; readonly value: number } | { readonly kind: "unknown" };

const unknown: Figure = { kind: "unknown" };

/** As a database or an input has it: null where it is not known. */
export function toFigure(value: number | null | undefined): Figure {
  return value === null || value === undefined ? unknown : { kind: "known", value };
}

/** As an answer has it. */
export function toNullable(figure: Figure): number | null {
  return figure.kind === "known" ? figure.value : null;
}

export interface FigureSum {
  /** Of those that are known; unknown where none is. */
  readonly known: Figure;
  /** How many are not in it. */
  readonly unknown: number;
}

export function sumFigures(figures: readonly Figure[]): FigureSum {
  const values = figures.flatMap((figure) => (figure.kind === "known" ? [figure.value] : []));
  const sum = values.length === 0 ? undefined : values.reduce((total, value) => total + value, 0);
  return { known: toFigure(sum), unknown: figures.length - values.length };
}
