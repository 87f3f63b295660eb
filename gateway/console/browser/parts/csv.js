/** A table as CSV that a spreadsheet opens: UTF-8 with its mark, and no text that would be taken for a formula. */

/** @param {readonly (readonly string[])[]} rows */
export function toCsv(rows) {
  return `\ufeff${rows.map((cells) => cells.map(quoted).join(",")).join("\r\n")}\r\n`;
}

/** @param {string} text */
function quoted(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
