/** How high a row must be for its texts to be read: spreadsheet programs keep the usual height for rows that state none, and cut the rest off. */

/** Points for a line of the size in which workbooks are written (`write-workbook.ts`). */
const lineHeight = 14.5;

/** What a spreadsheet takes at most. */
const largestHeight = 409;

/** `widths` are in characters; a Japanese sign is as wide as two. */
export function rowHeight(texts: readonly (string | null)[], widths: readonly number[]): number {
  const lines = texts.map((text, column) => (text === null ? 1 : linesOf(text, widths[column] ?? 0)));
  return Math.min(largestHeight, Math.max(1, ...lines) * lineHeight);
}

/** A column has a margin, and no sign is cut in two. */
function linesOf(text: string, width: number): number {
  const room = Math.max(2, Math.floor((width - 1) / 2) * 2);
  return text.split("\n").reduce((lines, line) => lines + Math.max(1, Math.ceil(signWidths(line) / room)), 0);
}

function signWidths(line: string): number {
  return [...line].reduce((sum, sign) => sum + (/[\u0020-\u007e\uff61-\uff9f]/u.test(sign) ? 1 : 2), 0);
}
