/** A number as its cell shows it, which is what a person means by it. */
import { plainText, type Rounded, round, shift, toDecimal } from "./decimal.ts";
import type { Condition, Section, Token } from "./parse-format.ts";
import { showFraction } from "./show-fraction.ts";

export interface ShownNumber {
  readonly text: string;
  /** Whether the text says the whole number that the cell holds; not where digits, or all of it, are left out. */
  readonly isWhole: boolean;
  /** Whether the digits count thousands of what the cell holds, and nothing beside them says so. */
  readonly isScaled: boolean;
}

/** Undefined where the format is not understood, or hides the sign. */
export function showNumber(sections: readonly Section[], value: number): ShownNumber | undefined {
  const chosen = chooseSection(sections, value);
  if (chosen === undefined || !chosen.section.isUnderstood) return undefined;
  const shown = showBy(chosen.section.tokens, chosen.isSigned ? -value : value);
  if (shown === undefined || !chosen.isSigned) return shown;
  return saysMinus(shown.text) ? shown : undefined;
}

interface Choice {
  readonly section: Section;
  /** Whether the section itself says that the number is below zero. */
  readonly isSigned: boolean;
}

function chooseSection(sections: readonly Section[], value: number): Choice | undefined {
  const numeric = sections.filter(({ tokens }, index) => index < 3 && !tokens.some(({ kind }) => kind === "text"));
  if (numeric.some(({ condition }) => condition !== undefined)) return chooseByCondition(numeric, value);
  const [positive = plain, negative, zero] = numeric;
  if (value === 0) return { section: zero ?? positive, isSigned: false };
  if (value > 0 || negative === undefined) return { section: positive, isSigned: false };
  return { section: negative, isSigned: true };
}

const plain: Section = { tokens: [{ kind: "general" }], condition: undefined, isUnderstood: true };

/** All but the last have a condition. What a condition does to the sign of a number below zero, programs do not agree on. */
function chooseByCondition(sections: readonly Section[], value: number): Choice | undefined {
  if (value < 0 || sections.slice(0, -1).some(({ condition }) => condition === undefined)) return undefined;
  const section = sections.find(({ condition }) => condition === undefined || holds(condition, value));
  return section && { section, isSigned: false };
}

function holds({ operator, limit }: Condition, value: number): boolean {
  if (operator === "=") return value === limit;
  if (operator === "<>") return value !== limit;
  if (operator.startsWith("<")) return value < limit || (operator === "<=" && value === limit);
  return value > limit || (operator === ">=" && value === limit);
}

function showBy(tokens: readonly Token[], value: number): ShownNumber | undefined {
  if (tokens.some(({ kind }) => kind === "general")) return withNumber(tokens, value, plainText(Math.abs(value)));
  if (isFraction(tokens)) return signed(showFraction(tokens, value), value);
  if (!tokens.some(({ kind }) => kind === "digit")) return { text: literals(tokens), isWhole: false, isScaled: false };
  return showDigits(tokens, value);
}

/** A slash between digits; one beside words is only a sign. */
function isFraction(tokens: readonly Token[]): boolean {
  const slash = tokens.findIndex(({ kind }) => kind === "slash");
  return slash > 0 && tokens[slash - 1]?.kind === "digit";
}

/** Beside General there are only words: what a per-cent sign does to it, programs do not agree on. */
function withNumber(tokens: readonly Token[], value: number, number: string): ShownNumber | undefined {
  if (!tokens.every(({ kind }) => kind === "general" || kind === "literal")) return undefined;
  const text = tokens.map((token) => (token.kind === "general" ? number : textOf(token))).join("");
  return { text: value < 0 ? withMinus(text) : text, isWhole: true, isScaled: false };
}

function literals(tokens: readonly Token[]): string {
  return tokens.map(textOf).join("").trim();
}

const signs: Readonly<Record<string, string>> = { point: ".", comma: ",", percent: "%", slash: "/" };

export function textOf(token: Token): string {
  return "text" in token ? token.text : (signs[token.kind] ?? "");
}

function showDigits(tokens: readonly Token[], value: number): ShownNumber {
  const point = tokens.findIndex(({ kind }) => kind === "point");
  const [before, after] = point === -1 ? [tokens, []] : [tokens.slice(0, point), tokens.slice(point + 1)];
  const thousands = countTrailingCommas(before) + countTrailingCommas(after);
  const percents = tokens.filter(({ kind }) => kind === "percent").length;
  const places = after.filter(({ kind }) => kind === "digit").length;
  const rounded = round(shift(toDecimal(value), percents * 2 - thousands * 3), places);
  const text = `${showInteger(before, rounded.integer)}${showPlaces(after, rounded)}`.trim();
  const isZero = rounded.integer === "" && /^0*$/.test(rounded.fraction);
  const isScaled = thousands > 0 && !/[千万億兆]/u.test(literals(tokens));
  return { text: value < 0 && !isZero ? withMinus(text) : text, isWhole: rounded.isExact, isScaled };
}

/** Commas right after the last digit divide by a thousand each. */
function countTrailingCommas(tokens: readonly Token[]): number {
  const last = tokens.findLastIndex(({ kind }) => kind === "digit");
  if (last === -1) return 0;
  const rest = tokens.slice(last + 1);
  const end = rest.findIndex(({ kind }) => kind !== "comma");
  return end === -1 ? rest.length : end;
}

/** From the right: each place takes a digit, and the leftmost all that are left. */
function showInteger(tokens: readonly Token[], integer: string): string {
  const [first, last] = [tokens.findIndex(isDigit), tokens.findLastIndex(isDigit)];
  const isGrouped = tokens.some(({ kind }, index) => kind === "comma" && index > first && index < last);
  let [text, left, places] = ["", integer, 0];
  const place = (digit: string) => {
    text = `${digit}${isGrouped && places > 0 && places % 3 === 0 && digit !== "" ? "," : ""}${text}`;
    places += 1;
  };
  for (let index = tokens.length - 1; index >= 0; index--) {
    const token = tokens[index];
    if (token === undefined || token.kind === "comma") continue;
    if (token.kind !== "digit") {
      text = textOf(token) + text;
      continue;
    }
    do {
      place(left.at(-1) ?? (token.text === "0" ? "0" : ""));
      left = left.slice(0, -1);
    } while (index === first && left !== "");
  }
  return text;
}

function isDigit({ kind }: Token): boolean {
  return kind === "digit";
}

function showPlaces(tokens: readonly Token[], { fraction }: Rounded): string {
  const kept = fraction.length - (/0*$/.exec(fraction)?.[0].length ?? 0);
  let place = 0;
  const shown = tokens.map((token) => {
    if (token.kind === "comma") return "";
    if (token.kind !== "digit") return textOf(token);
    const digit = fraction[place] ?? "0";
    place += 1;
    return token.text === "0" || place <= kept ? digit : "";
  });
  const text = shown.join("");
  return /^\d/.test(text) ? `.${text}` : text;
}

function signed(shown: ShownNumber | undefined, value: number): ShownNumber | undefined {
  return shown && value < 0 ? { ...shown, text: withMinus(shown.text) } : shown;
}

/** Where a section of its own shows what is below zero, the sign is the section's. */
function withMinus(text: string): string {
  return saysMinus(text) ? text : `-${text}`;
}

function saysMinus(text: string): boolean {
  return /[-−–▲△(（]/u.test(text);
}
