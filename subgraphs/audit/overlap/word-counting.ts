/** Finds the distinct words of one record after another, and how much each stands out there, in the same memory. */
import { createTokenList, normaliseForTokens, tokenise, wholeKey } from "./tokens.ts";

export interface WordCounting {
  /** The distinct words so far. */
  readonly length: number;
  readonly keys: Uint32Array;
  /** In the field where it stands out most: the field's weight times 1 + ln of how often the word is there. */
  readonly heights: Float64Array;
  readonly flags: Uint16Array;
  clear(): void;
  /** One field of the record, once. */
  add(text: string, weight: number, flag: number): void;
  /** A phrase of that field as one word. */
  addWhole(phrase: string, weight: number, flag: number): void;
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
  let field = 0;
  const keys = new Uint32Array(mostWords);
  const heights = new Float64Array(mostWords);
  const flags = new Uint16Array(mostWords);
  /** Which field a word was counted in last, and how often there. */
  const fields = new Uint16Array(mostWords);
  const counts = new Uint16Array(mostWords);

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
    heights[length] = 0;
    flags[length] = 0;
    fields[length] = 0;
    length += 1;
    return length - 1;
  }

  function see(slot: number, weight: number, flag: number): void {
    const count = fields[slot] === field ? (counts[slot] ?? 0) + 1 : 1;
    fields[slot] = field;
    counts[slot] = count;
    heights[slot] = Math.max(heights[slot] ?? 0, weight * (dampened[count] ?? mostDampened));
    flags[slot] = (flags[slot] ?? 0) | flag;
  }

  return {
    keys,
    heights,
    flags,
    get length() {
      return length;
    },
    clear() {
      stamp += 1;
      length = 0;
      field = 0;
    },
    add(text, weight, flag) {
      field += 1;
      tokenise(normaliseForTokens(text), list);
      for (let at = 0; at < list.length; at++) {
        const slot = slotOf(list.keys[at] ?? 0);
        if (slot < 0) return;
        see(slot, weight, flag);
      }
    },
    addWhole(phrase, weight, flag) {
      const slot = slotOf(wholeKey(phrase));
      if (slot >= 0) see(slot, weight, flag);
    },
  };
}

const dampened = Float64Array.from({ length: 256 }, (_, count) => 1 + Math.log(count));
const mostDampened = 1 + Math.log(256);
