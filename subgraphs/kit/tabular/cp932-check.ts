/** Finds the first byte of a stream that is not CP932 (Windows Shift_JIS); the decoder would put a replacement character instead. */
import iconv from "iconv-lite";
import type { EncodingCheck } from "./utf8-check.ts";

const REPLACEMENT = "\uFFFD";

export function createCp932Check(): EncodingCheck {
  let [position, lead] = [0, 0];
  let fault: number | undefined;

  function accepts(byte: number): boolean {
    const valid = lead === 0 ? isSingle(byte) || isLead(byte) : isPair(lead, byte);
    lead = lead === 0 && isLead(byte) ? byte : 0;
    return valid;
  }

  return {
    push(chunk) {
      for (const byte of chunk) {
        if (fault !== undefined) return;
        const start = lead === 0 ? position : position - 1;
        if (!accepts(byte)) fault = start;
        position += 1;
      }
    },
    end: () => fault ?? (lead === 0 ? undefined : position - 1),
  };
}

/** ASCII and half-width katakana; the decoder would let 0x80, 0xA0 and 0xFD to 0xFF through, to which no character belongs. */
function isSingle(byte: number): boolean {
  return byte < 0x80 || (byte >= 0xa1 && byte <= 0xdf);
}

function isLead(byte: number): boolean {
  return (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
}

const known = new Map<number, boolean>();

// The decoder itself says which pairs are characters, so that the check and the reading cannot differ.
function isPair(lead: number, trail: number): boolean {
  const pair = lead * 256 + trail;
  let valid = known.get(pair);
  if (valid === undefined) {
    const text = iconv.decode(Buffer.from([lead, trail]), "cp932");
    valid = text.length === 1 && text !== REPLACEMENT;
    known.set(pair, valid);
  }
  return valid;
}
