/** Numbers as decimal digits, so that rounding is that of the digits a person sees and not of the binary number behind them. */

/** `coefficient` × 10^-`scale`, without its sign. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly scale: number;
}

export interface Rounded {
  /** Without leading zeros: "" for none. */
  readonly integer: string;
  readonly fraction: string;
  /** Whether nothing was rounded away. */
  readonly isExact: boolean;
}

/** Excel computes and shows 15 digits; the file has the 17 of the binary number (0.30000000000000004). */
export function toDecimal(value: number): Decimal {
  const [mantissa = "0", exponent = "0"] = Math.abs(value).toExponential(14).split("e");
  return trimmed({ coefficient: BigInt(mantissa.replace(".", "")), scale: 14 - Number(exponent) });
}

/** Times ten to the `power`. */
export function shift({ coefficient, scale }: Decimal, power: number): Decimal {
  return { coefficient, scale: scale - power };
}

/** Half away from zero, as spreadsheets do. */
export function round({ coefficient, scale }: Decimal, places: number): Rounded {
  const drop = scale - places;
  if (drop <= 0) return split(coefficient * 10n ** BigInt(-drop), places, true);
  const unit = 10n ** BigInt(drop);
  const [whole, rest] = [coefficient / unit, coefficient % unit];
  return split(rest * 2n >= unit ? whole + 1n : whole, places, rest === 0n);
}

/** Without an exponent. */
export function plainText(value: number): string {
  const decimal = toDecimal(value);
  const { integer, fraction } = round(decimal, Math.max(decimal.scale, 0));
  const text = `${integer || "0"}${fraction === "" ? "" : `.${fraction}`}`;
  return value < 0 && text !== "0" ? `-${text}` : text;
}

function trimmed({ coefficient, scale }: Decimal): Decimal {
  if (coefficient === 0n) return { coefficient, scale: 0 };
  const zeros = /0*$/.exec(String(coefficient))?.[0].length ?? 0;
  return { coefficient: coefficient / 10n ** BigInt(zeros), scale: scale - zeros };
}

function split(coefficient: bigint, places: number, isExact: boolean): Rounded {
  const digits = String(coefficient).padStart(places + 1, "0");
  const end = digits.length - places;
  return { integer: digits.slice(0, end).replace(/^0+/, ""), fraction: digits.slice(end), isExact };
}
