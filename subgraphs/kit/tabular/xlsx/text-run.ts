/** The text of a cell out of its runs: plain, or rich text in pieces; never the furigana that Excel stores beside it. */
import { isSwitchedOn } from "./cell-formats.ts";
import type { Attributes } from "./xml-parts.ts";

export interface TextRun {
  open(name: string, attributes: Attributes): void;
  text(text: string): void;
  close(name: string): void;
  /** Whether a piece of the text so far is struck through. */
  isStruck(): boolean;
  /** The text so far, and begins anew. */
  take(): string;
}

const ESCAPED_CHARACTER = "_x000D_".length;

/**
 * Collects `t` (texts) and `v` (stored values); everything within `rPh` is how the text is read aloud.
 * What exceeds `maxCharacters` is dropped unread, so a cell made of a million runs stays small; one character more is kept to tell.
 */
export function createTextRun(maxCharacters: number): TextRun {
  const kept = (maxCharacters + 1) * ESCAPED_CHARACTER;
  let pieces = "";
  let collecting = false;
  let phonetic = false;
  let struck = false;
  return {
    open(name, attributes) {
      if (name === "strike" && isSwitchedOn(attributes["val"])) struck = true;
      if (name === "rPh") phonetic = true;
      collecting = (name === "t" || name === "v") && !phonetic;
    },
    text(text) {
      if (collecting && pieces.length < kept) pieces += text.slice(0, kept - pieces.length);
    },
    close(name) {
      if (name === "rPh") phonetic = false;
      collecting = false;
    },
    isStruck: () => struck,
    take() {
      const text = pieces;
      [pieces, struck] = ["", false];
      return unescapeControls(text);
    },
  };
}

// Control characters, which XML does not allow, are written as _x000D_; an underscore that would read like that as _x005F_.
function unescapeControls(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
