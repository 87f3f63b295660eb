/** Fiscal years (1 April to 31 March), kept as the western year in which they start. */
import { ERA_PATTERN, ERAS, type Era, findEra, formatInEra, westernYear } from "./eras.ts";
import { foldValue } from "./normalise-text.ts";
import { accept, type Parsed, refuse } from "./outcome.ts";
import { shorten } from "./shorten.ts";

const WESTERN = /^(?:FY)?(\d{4})(?:年度?)?$/iu;
const IN_ERA = new RegExp(`^(${ERA_PATTERN})(元|\\d{1,2})(?:年度?)?$`, "iu");

/** 2026, FY2026, 2026年度, 令和8年度, R8 → 2026. 平成31年度 and 令和元年度 are both 2019. */
export function parseFiscalYear(text: string): Parsed<number> {
  const folded = foldValue(text);
  const western = WESTERN.exec(folded);
  if (western !== null) return withinReason(Number(western[1]), text);
  const inEra = IN_ERA.exec(folded);
  const era = findEra(inEra?.[1] ?? "");
  return inEra === null || era === undefined ? refuseFormat(text) : withinEra(era, inEra[2] ?? "", text);
}

/** The label for screens; a year in which the era changed bears the new era's name (FY2019 is 令和元年度), as budgets do. */
export function fiscalYearLabel(year: number): { ja: string; en: string } {
  const era = ERAS.find((candidate) => candidate.firstYear <= year);
  const inEra = era === undefined ? year : year - era.firstYear + 1;
  return { ja: `${era?.name ?? ""}${inEra === 1 ? "元" : inEra}年度`, en: `FY${year}` };
}

/** First and last year → 令和6年度（2024年度）～令和8年度（2026年度）; a side that is not known is open, and undefined is neither known. */
export function fiscalYearsText(first: number | null | undefined, last: number | null | undefined): string | undefined {
  if (!first && !last) return undefined;
  if (first && first === last) return yearText(first);
  return `${first ? yearText(first) : ""}～${last ? yearText(last) : ""}`;
}

function yearText(year: number): string {
  return `${fiscalYearLabel(year).ja}（${year}年度）`;
}

/** ISO date → the fiscal year that contains it. */
export function fiscalYearOf(date: string): number {
  const year = Number(date.slice(0, 4));
  return date.slice(5, 7) >= "04" ? year : year - 1;
}

// Fiscal years begin in April only since 1886; four digits far outside this span are a typing error, not a plan.
function withinReason(year: number, text: string): Parsed<number> {
  return year >= 1886 && year <= 2199 ? accept(year) : refuseFormat(text);
}

// A year of an era counts if the era and the fiscal year share a day: 平成31年度 does (April 2019), 昭和64年度 does not.
function withinEra(era: Era, written: string, text: string): Parsed<number> {
  const year = westernYear(era, written);
  const begun = Number(written) !== 0 && `${year + 1}-03-31` >= era.from;
  if (begun && (era.to === undefined || `${year}-04-01` <= era.to)) return withinReason(year, text);
  const ja = begun ? `${formatInEra(era, era.to ?? "")}まで` : `${formatInEra(era, era.from)}から`;
  return refuse(
    "FISCAL_YEAR_OUTSIDE_ERA",
    `この年度は存在しません:「${shorten(text)}」。${era.name}は${ja}です。正しい元号か西暦で入力してください。`,
    `This fiscal year does not exist: "${shorten(text)}". The era ${era.name} ran from ${era.from} to ${era.to ?? "now"}.`,
  );
}

function refuseFormat(text: string): Parsed<never> {
  return refuse(
    "FISCAL_YEAR_FORMAT",
    `年度として読めません:「${shorten(text)}」。2026 または 令和8年度 の形で入力してください。`,
    `Not a fiscal year: "${shorten(text)}". Write it like 2026 or 令和8年度.`,
  );
}
