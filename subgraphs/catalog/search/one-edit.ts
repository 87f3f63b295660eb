/** Whether two words differ by one slip: a character that is wrong, missing or too much, or two that changed places. */
export function isOneEdit(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  let from = 0;
  while (from < short.length && short[from] === long[from]) from += 1;
  const rest = { short: short.slice(from), long: long.slice(from) };
  if (short.length < long.length) return rest.short === rest.long.slice(1);
  if (rest.short.slice(1) === rest.long.slice(1)) return true;
  return rest.short[0] === rest.long[1] && rest.short[1] === rest.long[0] && rest.short.slice(2) === rest.long.slice(2);
}
