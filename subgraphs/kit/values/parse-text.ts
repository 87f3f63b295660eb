/** Names and sentences as they were written, without what nobody can see. */
import { accept, type Parsed, refuse } from "./outcome.ts";

/** Control characters but line breaks, and marks without a shape, also those that turn the direction of what follows. */
const unprintable = /(?!\n)\p{Cc}|[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;

/** Text stays as it was written: names are those of a register, and only what nobody can see is taken away. */
export function parseText(text: string): Parsed<string> {
  if (!text.isWellFormed()) return refuseHalves();
  return accept(visibleText(text));
}

export function visibleText(text: string): string {
  const lines = text.replace(/\r\n?/gu, "\n").replaceAll("\t", " ");
  return lines.replace(unprintable, "").trim();
}

// A database would keep another text than was sent.
function refuseHalves(): Parsed<never> {
  return refuse(
    "TEXT_NOT_UNICODE",
    "Unicode として正しくない文字（サロゲートの片割れ）があります。取り除いてください。",
    "The text has half of a surrogate pair, which is no character. Take it out.",
  );
}
