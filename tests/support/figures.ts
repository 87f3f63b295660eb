/** The numbers that a sentence states, and whether a record states them too. */
import type { MeasureInput, TalentResourceInput } from "#kit/records/record.ts";

const scales: readonly (readonly [RegExp, number])[] = [
  [/^\s*(?:billion|bn)/iu, 1_000_000_000],
  [/^\s*million/iu, 1_000_000],
  [/^\s*thousand/iu, 1_000],
];

/** In English facts: 1,140, 16.7 billion, FY2026, and 15 to 40 thousand, where the scale belongs to both. */
export function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(/\d[\d,]*(?:\.\d+)?/gu)].map((match) => {
    const rest = text.slice(match.index + match[0].length).replace(/^\s*to\s+[\d,.]+/u, "");
    const scale = scales.find(([pattern]) => pattern.test(rest))?.[1] ?? 1;
    return Math.round(Number(match[0].replaceAll(",", "")) * scale * 1000) / 1000;
  });
}

const japaneseScales: Readonly<Record<string, number>> = { 千: 1_000, 万: 10_000, 億: 100_000_000, 兆: 1e12 };

/** In Japanese: 1億6,700万, ３分の２ as 3 and 2, 令和8年度 as 8 and 2026. */
function numbersInJapanese(text: string): readonly number[] {
  const folded = text.normalize("NFKC");
  const plain = [...folded.matchAll(/\d[\d,]*(?:\.\d+)?/gu)].map((match) => Number(match[0].replaceAll(",", "")));
  const scaled = [...folded.matchAll(/(?:\d[\d,]*(?:\.\d+)?[千万億兆]+)+\d*/gu)].map((match) => sumOf(match[0]));
  const eras = [...folded.matchAll(/令和(\d+)年/gu)].map(([, year]) => 2018 + Number(year));
  return [...plain, ...scaled, ...eras];
}

function sumOf(text: string): number {
  let sum = 0;
  for (const [, digits, units] of text.matchAll(/(\d[\d,]*(?:\.\d+)?)([千万億兆]*)/gu)) {
    const scale = [...(units ?? "")].reduce((product, unit) => product * (japaneseScales[unit] ?? 1), 1);
    sum += Number((digits ?? "").replaceAll(",", "")) * scale;
  }
  return Math.round(sum * 1000) / 1000;
}

interface Kept {
  readonly contract: MeasureInput | TalentResourceInput;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The numbers of the facts that neither the Japanese texts nor the fields of the record state. */
export function unfoundNumbers(facts: string, kept: Kept | undefined): readonly string[] {
  const stated = new Set(statedNumbers(kept));
  const code = kept?.contract.code ?? "?";
  return numbersIn(facts)
    .filter((number) => !stated.has(number))
    .map((number) => `${code}: ${number}`);
}

function statedNumbers(kept: Kept | undefined): readonly number[] {
  if (kept === undefined) return [];
  const { summary, ...contract } = kept.contract;
  return numbersOf([summary?.ja, contract, kept.details]);
}

/** Everything but English texts, which repeat the facts. */
function numbersOf(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  if (typeof value === "string") return numbersInJapanese(value);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => (key === "en" ? [] : numbersOf(child)));
}
