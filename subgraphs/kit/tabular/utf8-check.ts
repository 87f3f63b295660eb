/** Finds the first byte of a stream that is not UTF-8; TextDecoder would refuse it too, but does not say where. */

export interface EncodingCheck {
  push(chunk: Uint8Array): void;
  /** The offset of the first character that is not of this encoding, undefined if there is none. */
  end(): number | undefined;
}

/** `longCharacters` counts the characters of three bytes and more before the first fault. */
export function createUtf8Check(): EncodingCheck & { longCharacters(): number } {
  let [position, start, needed, lower, upper, long] = [0, 0, 0, 0x80, 0xbf, 0];
  let fault: number | undefined;

  function begin(byte: number): void {
    start = position;
    needed = trailingBytes(byte);
    if (needed < 0) fault = position;
    if (needed > 1) long += 1;
    // Without these bounds overlong forms, surrogates and numbers past U+10FFFF would pass.
    lower = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    upper = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
  }

  function proceed(byte: number): void {
    if (byte < lower || byte > upper) fault = start;
    [lower, upper] = [0x80, 0xbf];
    needed -= 1;
  }

  return {
    push(chunk) {
      for (const byte of chunk) {
        if (fault !== undefined) return;
        if (needed > 0) proceed(byte);
        else if (byte >= 0x80) begin(byte);
        position += 1;
      }
    },
    end: () => fault ?? (needed > 0 ? start : undefined),
    longCharacters: () => long,
  };
}

/** How many bytes follow a first byte; -1 if it cannot be first. */
function trailingBytes(byte: number): number {
  if (byte < 0xc2 || byte > 0xf4) return -1;
  if (byte < 0xe0) return 1;
  return byte < 0xf0 ? 2 : 3;
}
