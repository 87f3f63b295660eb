/** A heading that says of which year and stage the amounts below it are: 令和8年度当初予算額（千円）. */
import { errors } from "../errors.ts";
import { toNfkc } from "../text/nfkc.ts";
import { parseFiscalYear } from "../values/fiscal-year.ts";
import { looksLikeUnit, parseUnit } from "./heading-unit.ts";

export interface BudgetHeading {
  readonly fiscalYear: number;
  /** A value of BudgetStage. */
  readonly stage: string;
  readonly unit?: string;
}

/** What the rows above the headings say of all amounts. */
export interface BudgetContext {
  readonly fiscalYear: number | undefined;
  readonly stage: string | undefined;
}

const YEAR =
  "(?:令和|平成|R|H)(?:元|\\d{1,2})(?:年度)?|(?:FY)?20\\d\\d(?:年度)?|前年度|本年度|当年度|今年度|\\d{1,2}年度";
const STAGE = "要求|査定|当初|補正|繰越|現計|現額|執行|決算";
const HEADING = new RegExp(
  `^(?:予算額?)?(?<year>${YEAR})?(?:の)?(?<stage>${STAGE})?(?<amount>予算案?額?|予算|額)?(?:案)?$`,
  "iu",
);

const stages: Readonly<Record<string, string>> = {
  要求: "REQUESTED",
  査定: "ASSESSED",
  当初: "INITIAL",
  補正: "SUPPLEMENTARY",
  繰越: "CARRIED_OVER",
  現計: "CURRENT",
  現額: "CURRENT",
  執行: "EXECUTED",
  決算: "EXECUTED",
};

/** A year or a stage that the titles do not agree on is none. */
export function readBudgetContext(titles: readonly string[]): BudgetContext {
  const text = titles.map(fold).join("\n");
  const years = [...text.matchAll(/(?:令和|平成|R|H)(?:元|\d{1,2})年度|20\d\d年度/giu)].map(([year]) => yearOf(year));
  const named = [...text.matchAll(/(要求|査定|当初|補正|決算)(?=予算|額|\(|案|書|$)|予算(要求)/gmu)];
  return { fiscalYear: only(years), stage: only(named.map(([, first, second]) => stages[first ?? second ?? ""])) };
}

/**
 * Undefined where the heading is none of amounts, or neither it nor the titles say of which year and stage they are.
 * @throws HubError HEADING_UNIT_UNKNOWN
 */
export function readBudgetHeading(heading: string, context: BudgetContext): BudgetHeading | undefined {
  const parts = readParts(heading);
  if (parts === undefined) return undefined;
  const { groups, remarks } = parts;
  const fiscalYear = meantYear(groups["year"], context.fiscalYear);
  const stage = meantStage(groups["stage"], fiscalYear, context);
  if (fiscalYear === undefined || stage === undefined) return undefined;
  const unit = remarks.map((remark) => parseUnit(remark, "money")).find((found) => found !== undefined);
  const stranger = remarks.find((remark) => looksLikeUnit(remark) && remark !== "円");
  if (unit === undefined && stranger !== undefined) throw errors.headingUnitUnknown(heading, stranger);
  return { fiscalYear, stage, ...(unit === undefined ? {} : { unit }) };
}

/** Whether it is one of amounts, where the titles say what it leaves open. */
export function isBudgetHeading(heading: string): boolean {
  return readParts(heading) !== undefined;
}

function readParts(heading: string) {
  const { base, remarks } = withoutBrackets(heading);
  const groups = HEADING.exec(base)?.groups;
  const isAmount = /予算|額/u.test(base) || groups?.["stage"] !== undefined;
  return groups !== undefined && isAmount && remarks.every(isHarmless) ? { groups, remarks } : undefined;
}

function withoutBrackets(heading: string): { readonly base: string; readonly remarks: readonly string[] } {
  const remarks: string[] = [];
  const base = fold(heading).replaceAll(/[([【〔](?<inside>[^()[\]【】〔〕]*)[)\]】〕]/gu, (_, inside: string) => {
    remarks.push(inside);
    return "";
  });
  return { base, remarks };
}

/** A letter by which other headings count, a draft's mark, or a unit; うち一般財源 would say that it is another amount. */
function isHarmless(remark: string): boolean {
  return remark === "円" || /^(?:[A-Z]|案|\d{1,2})$/iu.test(remark) || looksLikeUnit(remark);
}

function meantYear(text: string | undefined, titled: number | undefined): number | undefined {
  if (text === undefined || /^[本当今]年度$/u.test(text)) return titled;
  if (text === "前年度") return titled === undefined ? undefined : titled - 1;
  const short = /^(\d{1,2})年度$/u.exec(text)?.[1];
  if (short === undefined) return yearOf(text);
  // 8年度 is a year of the era in which the titles count: the same year as theirs, or the one before.
  return [titled, titled === undefined ? undefined : titled - 1].find(
    (year) => year !== undefined && yearOf(`令和${short}年度`) === year,
  );
}

/** The titles speak of their own year: what was an initial budget before may stand beside it as it is now. */
function meantStage(text: string | undefined, year: number | undefined, context: BudgetContext): string | undefined {
  if (text !== undefined) return stages[text];
  return year === context.fiscalYear ? context.stage : undefined;
}

function yearOf(text: string): number | undefined {
  const parsed = parseFiscalYear(text);
  return parsed.ok ? parsed.value : undefined;
}

function only<Value>(values: readonly (Value | undefined)[]): Value | undefined {
  const different = new Set(values);
  return different.size === 1 ? values[0] : undefined;
}

function fold(text: string): string {
  return toNfkc(text).replaceAll(/\s+/gu, "");
}
