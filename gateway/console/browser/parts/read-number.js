/** Numbers as people type them: full-width or not, with commas, years of an era too. */

/**
 * @param {string} text
 * @returns {number | undefined} undefined for what is no whole number
 */
export function readWhole(text) {
  const digits = text.normalize("NFKC").replace(/[,\s円]/g, "");
  const value = Number(digits);
  return /^\d+$/.test(digits) && Number.isSafeInteger(value) ? value : undefined;
}

/** Years before the first of each era. @type {Readonly<Record<string, number>>} */
const eras = { 令和: 2018, 平成: 1988, R: 2018, H: 1988 };

/**
 * @param {string} text
 * @returns {number | undefined} undefined for what is no year
 */
export function readYear(text) {
  const [, era = "", given = ""] =
    /^(令和|平成|[RH])?\s*(\d+|元)\s*年?度?$/.exec(text.normalize("NFKC").trim().toUpperCase()) ?? [];
  if (given === "") return undefined;
  const year = (given === "元" ? 1 : Number(given)) + (eras[era] ?? 0);
  return year >= 1989 && year <= 2999 ? year : undefined;
}
