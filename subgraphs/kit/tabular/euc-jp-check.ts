/** Tells text that is meant as EUC-JP: nearly all of its bytes are CP932 too, but read as that they are gibberish. */
import type { EncodingCheck } from "./utf8-check.ts";

/** `proofs` counts what half-width katakana of CP932, the one text that is valid in both, would not have. */
export function createEucJpCheck(): EncodingCheck & { proofs(): number } {
  let [position, lead, waiting, proofs] = [0, 0, 0, 0];
  let fault: number | undefined;

  function take(byte: number): void {
    if (waiting > 0) {
      if (byte < 0xa1 || byte === 0xff) fault = position;
      if (isProof(lead, byte)) proofs += 1;
      waiting -= 1;
    } else if (byte >= 0x80) {
      [lead, waiting] = [byte, trailingBytes(byte)];
      if (waiting === 0) fault = position;
    }
  }

  return {
    push(chunk) {
      for (const byte of chunk) {
        if (fault !== undefined) return;
        take(byte);
        position += 1;
      }
    },
    end: () => fault ?? (waiting === 0 ? undefined : position),
    proofs: () => proofs,
  };
}

function trailingBytes(byte: number): number {
  if (byte === 0x8f) return 2;
  return byte === 0x8e || (byte >= 0xa1 && byte <= 0xfe) ? 1 : 0;
}

/** A hiragana, or a byte above those of half-width katakana. */
function isProof(lead: number, trail: number): boolean {
  return (lead === 0xa4 && trail <= 0xf3) || lead >= 0xe0 || trail >= 0xe0;
}
