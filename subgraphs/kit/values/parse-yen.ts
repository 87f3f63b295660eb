/** Amounts of money as budgets write them (13,500千円, 1.5億円, 1億5,000万円), as whole yen. */
import { type Parsed, refuse } from "./outcome.ts";
import { checkInteger, foldNumber, type IntegerOptions } from "./parse-integer.ts";
import { shorten } from "./shorten.ts";

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ["", 1n],
  ["百", 100n],
  ["千", 1_000n],
  ["万", 10_000n],
  ["十万", 100_000n],
  ["百万", 1_000_000n],
  ["千万", 10_000_000n],
  ["億", 100_000_000n],
  ["十億", 1_000_000_000n],
  ["百億", 10_000_000_000n],
  ["千億", 100_000_000_000n],
  ["兆", 1_000_000_000_000n],
]);

// A backslash is what a yen sign typed in Shift_JIS becomes when it is decoded.
const AMOUNT = /^(?:[¥\\](?=[+-]))?(?<sign>[+-]?)[¥\\]?(?<parts>[\d,.百千万十億兆]+)円?$/u;
const PART = /(?<whole>\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.(?<fraction>\d+))?(?<unit>[百千万十億兆]*)/uy;

/** Yen as a safe integer; a fraction must come out as whole yen (1.5万円 does, 0.5円 does not). */
export function parseYen(text: string, options: IntegerOptions = {}): Parsed<number> {
  const match = AMOUNT.exec(foldNumber(text));
  const yen = match === null ? undefined : sumParts(match.groups?.["parts"] ?? "");
  if (yen === undefined) return refuseAmount(text);
  return checkInteger(Number(match?.groups?.["sign"] === "-" ? -yen : yen), text, options);
}

/** 1億5,000万 is a sum whose units fall, each part smaller than the unit before it; anything else is a typing error. */
function sumParts(parts: string): bigint | undefined {
  let sum = 0n;
  let ceiling: bigint | undefined;
  for (let position = 0; position < parts.length; position = PART.lastIndex) {
    PART.lastIndex = position;
    const part = readPart(PART.exec(parts));
    if (part === undefined || (ceiling !== undefined && part.yen >= ceiling)) return undefined;
    sum += part.yen;
    ceiling = part.unit;
  }
  return sum;
}

// Integers all the way: 1.1 * 100_000_000 is 110000000.00000001 in floating point.
function readPart(match: RegExpExecArray | null): { yen: bigint; unit: bigint } | undefined {
  const unit = UNITS.get(match?.groups?.["unit"] ?? "");
  if (match === null || unit === undefined) return undefined;
  const fraction = match.groups?.["fraction"] ?? "";
  if (fraction.length > 15) return undefined;
  const scale = 10n ** BigInt(fraction.length);
  const scaled = BigInt((match.groups?.["whole"] ?? "").replaceAll(",", "") + fraction) * unit;
  return scaled % scale === 0n ? { yen: scaled / scale, unit } : undefined;
}

function refuseAmount(text: string): Parsed<never> {
  return refuse(
    "YEN_FORMAT",
    `金額として読めません:「${shorten(text)}」。1,000円、13,500千円、1.5億円 のように、円未満の端数なしで入力してください。`,
    `Not an amount of money: "${shorten(text)}". Write whole yen, like 1,000円, 13,500千円 or 1.5億円.`,
  );
}
