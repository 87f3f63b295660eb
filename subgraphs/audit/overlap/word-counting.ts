/** Counts the words of one record after another in the same memory. */
import { createTokenList, normaliseForTokens, tokenise } from "./tokens.ts";

export interface WordCounting {
  /** The distinct words so far. */
  readonly length: number;
  keys: Uint32Array;
  counts: Uint16Array;
  flags: Uint16Array;
  clear(): void;
  add(text: string, weight: number, flag: number): void;
}

const places = 1 << 16;
export const mostWords = places >> 1;

/** A text of more than 32,768 different words is judged by those. */
export function createWordCounting(): WordCounting {
  const list = createTokenList();
  const slots = new Uint16Array(places);
  const stamps = new Uint32Array(places);
  let stamp = 0;
  let length = 0;
  const keys = new Uint32Array(mostWords);
  const counts = new Uint16Array(mostWords);
  const flags = new Uint16Array(mostWords);

  function slotOf(key: number): number {
    let at = Math.imul(key, 0x9e3779b1) >>> 16;
    while (stamps[at] === stamp) {
      const slot = slots[at] ?? 0;
      if (keys[slot] === key) return slot;
      at = (at + 1) & (places - 1);
    }
    if (length === mostWords) return -1;
    stamps[at] = stamp;
    slots[at] = length;
    keys[length] = key;
    counts[length] = 0;
    flags[length] = 0;
    length += 1;
    return length - 1;
  }

  return {
    keys,
    counts,
    flags,
    get length() {
      return length;
    },
    clear() {
      stamp += 1;
      length = 0;
    },
    add(text, weight, flag) {
      tokenise(normaliseForTokens(text), list);
      for (let at = 0; at < list.length; at++) {
        const slot = slotOf(list.keys[at] ?? 0);
        if (slot < 0) return;
        counts[slot] = (counts[slot] ?? 0) + weight;
        flags[slot] = (flags[slot] ?? 0) | flag;
      }
    },
  };
}
