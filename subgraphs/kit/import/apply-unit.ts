/** Puts the unit of a heading behind the bare number of a cell, so that both together are read as one text. */
import { toNfkc } from "../text/nfkc.ts";
import { accept, type Parsed } from "../values/outcome.ts";
import { reasons } from "./faults.ts";

/** A number with a unit of its own keeps it; where that says another than the heading, nobody knows which is meant. */
export function applyUnit(text: string, unit: string): Parsed<string> {
  const folded = toNfkc(text).trim();
  if (!/\d/u.test(folded)) return accept(text);
  const isScaled = /^(?:十|百|千|万|億|兆)/u.test(unit);
  if (isScaled && saysYenOnly(folded)) return { ok: false, reason: reasons.unitContradicts(text, unit) };
  const isShare = /\/|分の/u.test(folded);
  return accept(!isShare && /\d\.?$/u.test(folded) && !/[千万億兆]/u.test(folded) ? `${text.trim()}${unit}` : text);
}

function saysYenOnly(text: string): boolean {
  return /[円¥\\]/u.test(text) && !/[千万億兆]/u.test(text);
}
