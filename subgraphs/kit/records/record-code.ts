/** What a record's code may be: what both databases keep and compare alike, and what an id can be made from. */

const longest = 191;

// MySQL ignores blanks at the end when it compares; lone surrogates do not survive being stored.
const pattern = /^(?!\s)[^\p{C}\p{Zl}\p{Zp}]+(?<!\s)$/u;

export function isRecordCode(code: string): boolean {
  return code.length <= longest && pattern.test(code);
}
