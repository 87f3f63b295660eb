/** Keeps text from being run as a formula when a CSV is opened in a spreadsheet, in a way that reading takes back exactly. */

// The full-width signs count too: Japanese input methods produce them, and some spreadsheets fold them (OWASP, "CSV Injection").
const RISKY = /^'*[=+\-@\t\r＝＋－＠]/u;
const PLAIN_NUMBER = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/;

/** One apostrophe before a risky start; plain numbers such as -12 stay numbers. */
export function neutraliseFormulaText(text: string): string {
  return RISKY.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}

/** Takes one apostrophe off. Text that had apostrophes of its own was given one more, so nothing is lost either way. */
export function restoreFormulaText(text: string): string {
  return text.startsWith("'") && RISKY.test(text) ? text.slice(1) : text;
}
