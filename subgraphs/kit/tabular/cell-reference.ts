/** Excel's names for cells (AB12) and the numbers behind them. */

const LETTERS = 26;
const LETTER_A = 65;

/** 0 → A, 25 → Z, 26 → AA. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(LETTER_A + (column % LETTERS));
  return column < LETTERS ? last : columnLetters(Math.floor(column / LETTERS) - 1) + last;
}

/** AB12 → { column: 27, row: 12 }; undefined if it is no reference. */
export function parseCellReference(reference: string): { column: number; row: number } | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (match === null) return undefined;
  const column =
    [...(match[1] ?? "")].reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - LETTER_A + 1, 0) - 1;
  return { column, row: Number(match[2]) };
}
