/** The number format of a cell (ECMA-376 18.8.31) as tokens: what stands beside the digits, and what each digit is. */

export type Token =
  | { readonly kind: "literal" | "digit" | "date"; readonly text: string }
  | { readonly kind: "point" | "comma" | "percent" | "slash" | "general" | "text" | "elapsed" };

export interface Condition {
  readonly operator: string;
  readonly limit: number;
}

export interface Section {
  readonly tokens: readonly Token[];
  readonly condition: Condition | undefined;
  /** False where something in it is not understood: kanji digits, exponents, elapsed hours. */
  readonly isUnderstood: boolean;
}

/** As long as Excel lets one be: a code says with how many zeros a number is written. */
const LONGEST_CODE = 255;

export function parseFormat(code: string): readonly Section[] {
  return splitSections(code.slice(0, LONGEST_CODE)).map(parseSection);
}

const PIECE =
  /"(?<quoted>[^"]*)"?|\\(?<escaped>.)|_(?<blank>.)|\*(?<fill>.)|\[(?<bracket>[^\]]*)\]|(?<general>General|G\/標準)|(?<exponent>E[+-])|(?<half>AM\/PM|A\/P)|(?<date>[ymdhsgea]+)|(?<any>.)/giu;

/** Semicolons within quotes, brackets and after a backslash divide nothing. */
function splitSections(code: string): readonly string[] {
  const sections = [""];
  for (const [piece] of code.matchAll(PIECE)) {
    if (piece === ";") sections.push("");
    else sections.push((sections.pop() ?? "") + piece);
  }
  return sections;
}

function parseSection(code: string): Section {
  const tokens: Token[] = [];
  let condition: Condition | undefined;
  let isUnderstood = true;
  for (const match of code.matchAll(PIECE)) {
    const { bracket, exponent } = match.groups ?? {};
    if (exponent !== undefined) isUnderstood = false;
    else if (bracket === undefined) tokens.push(...tokensOf(match.groups ?? {}));
    else {
      const read = readBracket(bracket);
      condition ??= read.condition;
      isUnderstood &&= read.isUnderstood;
      tokens.push(...read.tokens);
    }
  }
  return { tokens, condition, isUnderstood };
}

const marks: Readonly<Record<string, Token>> = {
  ".": { kind: "point" },
  ",": { kind: "comma" },
  "%": { kind: "percent" },
  "/": { kind: "slash" },
  "@": { kind: "text" },
};

function tokensOf(groups: Readonly<Record<string, string | undefined>>): readonly Token[] {
  const { quoted, escaped, blank, fill, general, half, date, any = "" } = groups;
  // A fill repeats to the width of the column, which says nothing.
  if (fill !== undefined) return [];
  if (blank !== undefined) return [literal(" ")];
  if (general !== undefined) return [{ kind: "general" }];
  if (half !== undefined) return [{ kind: "date", text: "h" }];
  if (date !== undefined) return [{ kind: "date", text: date.toLowerCase() }];
  const stated = quoted ?? escaped;
  if (stated !== undefined) return [literal(stated)];
  if (/[0#?]/.test(any)) return [{ kind: "digit", text: any }];
  return [marks[any] ?? literal(any)];
}

function literal(text: string): Token {
  return { kind: "literal", text };
}

const COMPARISON = /^(<=|>=|<>|=|<|>)(-?\d+(?:\.\d+)?)$/;
const COLOUR = /^(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|[黒青水緑紫赤白黄]|色\d+)$/iu;

function readBracket(text: string): Section {
  if (/^[hms]+$/iu.test(text)) return { tokens: [{ kind: "elapsed" }], condition: undefined, isUnderstood: false };
  const [, operator, limit] = COMPARISON.exec(text) ?? [];
  const symbol = /^\$([^-]*)/u.exec(text)?.[1];
  return {
    tokens: symbol ? [literal(symbol)] : [],
    condition: operator === undefined ? undefined : { operator, limit: Number(limit) },
    isUnderstood: operator !== undefined || symbol !== undefined || COLOUR.test(text),
  };
}
