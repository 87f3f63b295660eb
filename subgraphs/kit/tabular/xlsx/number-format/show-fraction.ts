/** A number as a fraction, as `# ?/?` shows it. */
import type { Token } from "./parse-format.ts";
import type { ShownNumber } from "./show-number.ts";

/** How far a fraction may be from what the cell holds and still be it: the last of 15 digits. */
const NEAR = 1e-9;

/** Undefined where there are words beside it, or where it is only near: 0.35 is shown as 1/3, and nobody knows which of the two is meant. */
export function showFraction(tokens: readonly Token[], value: number): ShownNumber | undefined {
  if (!tokens.every(isOfFraction)) return undefined;
  const slash = tokens.findIndex(({ kind }) => kind === "slash");
  const hasWhole = tokens.slice(0, slash).some((token, index, all) => token.kind === "digit" && isApart(all, index));
  const size = Math.abs(value);
  const whole = hasWhole ? Math.floor(size + NEAR) : 0;
  const found = findFraction(size - whole, denominatorsOf(tokens.slice(slash + 1)));
  if (found === undefined) return undefined;
  const [numerator, denominator] = found;
  if (!hasWhole) return { text: `${numerator}/${denominator}`, isWhole: true, isScaled: false };
  const parts = [whole > 0 || numerator === 0 ? String(whole) : "", numerator > 0 ? `${numerator}/${denominator}` : ""];
  return { text: parts.filter((part) => part !== "").join(" "), isWhole: true, isScaled: false };
}

function isOfFraction(token: Token): boolean {
  if (token.kind === "literal") return /^[\s1-9]*$/.test(token.text);
  return token.kind === "digit" || token.kind === "slash";
}

/** A digit with something else between it and the slash is of the whole part. */
function isApart(before: readonly Token[], index: number): boolean {
  return before.slice(index).some(({ kind }) => kind !== "digit");
}

/** As many digits as there are places, or the one that is written out. */
function denominatorsOf(tokens: readonly Token[]): readonly number[] {
  const end = tokens.findIndex((token) => !("text" in token) || !/^[0#?1-9]$/.test(token.text));
  const places = tokens.slice(0, end === -1 ? tokens.length : end).map((token) => ("text" in token ? token.text : ""));
  const written = places.join("");
  if (/^[1-9]\d*$/.test(written)) return [Number(written)];
  const most = 10 ** Math.min(places.length, 4) - 1;
  return Array.from({ length: most }, (_, index) => index + 1);
}

function findFraction(rest: number, denominators: readonly number[]): readonly [number, number] | undefined {
  for (const denominator of denominators) {
    const numerator = Math.round(rest * denominator);
    if (Math.abs(numerator / denominator - rest) < NEAR) return [numerator, denominator];
  }
  return undefined;
}
