/** Reads how long something is to hold, such as `30m`, `8h` or `90d`. */
import { InvalidArgumentError } from "commander";

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 24 * 3_600 };

/** In seconds, as `longest` is. @throws InvalidArgumentError */
export function readTime(text: string, longest: number): number {
  const [, amount = "", unit = ""] = /^(\d{1,5})([smhd])$/.exec(text) ?? [];
  const seconds = Number(amount) * (units[unit] ?? 0);
  if (seconds < 1 || seconds > longest) throw new InvalidArgumentError(`1s … ${Math.floor(longest / 3_600)}h`);
  return seconds;
}
