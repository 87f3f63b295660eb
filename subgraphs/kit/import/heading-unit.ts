/** The unit that a heading states for the numbers below it: 予算額（千円）, 定員（人）, Amount (million yen). */
import { toNfkc } from "../text/nfkc.ts";
import type { Column } from "./columns.ts";

export interface MarkedHeading {
  /** Without what stands in brackets at its end, and without the marks of what must be filled. */
  readonly base: string;
  /** What stands in brackets at its end, the last first. */
  readonly brackets: readonly string[];
}

const BRACKETS = /^(?<base>.*?)\s*[(（[［【〔](?<inside>[^()（）[\]［］【】〔〕]*)[)）\]］】〕]$/su;
const REQUIRED = /^[*＊※]+|[*＊※]+$/gu;

export function readMarkedHeading(heading: string): MarkedHeading {
  const brackets: string[] = [];
  let base = heading.trim().replace(REQUIRED, "").trim();
  for (let match = BRACKETS.exec(base); match !== null; match = BRACKETS.exec(base)) {
    const { base: before = "", inside = "" } = match.groups ?? {};
    if (!/^(?:必須|任意|required|optional)$/iu.test(inside.trim())) brackets.push(inside.trim());
    base = before.trim().replace(REQUIRED, "").trim();
  }
  return { base, brackets };
}

export type UnitKind = "money" | "rate" | "count";

/** Undefined for a column whose values have no unit. */
export function unitKindOf({ kind, type, path }: Pick<Column, "kind" | "type" | "path">): UnitKind | undefined {
  if (kind !== "value") return undefined;
  if (type.name === "Yen") return "money";
  if (isPercentField(path.at(-1) ?? "")) return "rate";
  return type.name === "Int" || type.name === "Float" ? "count" : undefined;
}

export function isPercentField(field: string): boolean {
  return /percent$/iu.test(field);
}

const englishScales: Readonly<Record<string, string>> = { thousand: "千", million: "百万", billion: "十億" };
const MONEY = /^(?:1[,.]?000|(?<scale>[十百千]?[万億兆]?|千|thousand|million|billion)(?:s|of)?)(?:円|yen|jpy|¥)?$/iu;
const COUNT =
  /^(?<scale>千|万|百万|億)?(?<counter>人|名|件|社|者|団体|校|か所|箇所|ヶ所|カ所|回|戸|台|組|世帯|施設|事業所|年|か月|ヶ月|月|日|時間)$/u;

/** As it would stand behind a number in a cell: 千円, 人. Undefined where the text is no unit of this kind. */
export function parseUnit(text: string, kind: UnitKind): string | undefined {
  const unit = toNfkc(text)
    .replace(/\s+/gu, "")
    .replace(/^単位[:;はが]?|^inunitsof|^in(?=thousand|million|billion)|単位$/giu, "")
    .toLowerCase();
  if (unit === "") return undefined;
  if (kind === "rate") return /^(?:%|パーセント|percent)$/u.test(unit) ? "%" : unit === "割" ? unit : undefined;
  if (kind === "count") return COUNT.test(unit) ? unit : undefined;
  return parseMoney(unit);
}

function parseMoney(unit: string): string | undefined {
  const match = MONEY.exec(unit);
  if (match === null) return undefined;
  const scale = match.groups?.["scale"];
  if (scale === undefined) return "千円";
  return `${englishScales[scale] ?? scale}円`;
}

/** Whether a text in brackets speaks of money or of multiples, so that it is no mere remark. */
export function looksLikeUnit(text: string): boolean {
  return /円|yen|jpy|ドル|dollar|usd|ユーロ|eur|ウォン|[$€¥]|^(?:単位|千|[百千]?万|億)/iu.test(toNfkc(text).trim());
}

/** The amounts' unit that the words of a heading state without brackets: 予算額千円. */
export function moneyUnitIn(heading: string): string | undefined {
  return /(?:十億|百万|千万|十万|千|万|億)円/u.exec(toNfkc(heading))?.[0];
}

/** The unit that the rows above the headings state for all amounts: （単位：千円）. Undefined where none is stated. */
export function statedUnit(titles: readonly string[]): string | undefined {
  const texts = titles.flatMap((title) => {
    const folded = toNfkc(title);
    const named = /単位\s*[:;は]?\s*([^\s()[\]【】、。,]+)/u.exec(folded)?.[1];
    const alone = /^[([【]?([^\s()[\]【】]+円)[)\]】]?$/u.exec(folded.trim())?.[1];
    return [named ?? alone ?? ""];
  });
  return texts.find((text) => text !== "");
}
