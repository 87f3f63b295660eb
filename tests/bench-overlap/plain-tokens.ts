/** The tokenisation pass T that costs are multiples of: the same cut, written as anybody would, into strings. */

const runs = /\p{Script=Han}+|[\p{Script=Katakana}ー]+|[a-z0-9]+/gu;

export function countPlainTokens(text: string): number {
  let count = 0;
  for (const [run] of text.normalize("NFKC").toLowerCase().matchAll(runs)) count += tokensOf(run).length;
  return count;
}

function tokensOf(run: string): readonly string[] {
  if (!/^\p{Script=Han}/u.test(run) || run.length === 1) return [run];
  return Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2));
}
