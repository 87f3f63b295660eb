/** Counts by 32-bit key in two typed arrays: a Map of a million large numbers would take five times the memory. */

export interface CountTable {
  /** Adds to the count of a key. */
  add(key: number, amount: number): void;
  /** 0 for a key that was never added. */
  get(key: number): number;
  readonly size: number;
  entries(): Iterable<readonly [key: number, count: number]>;
}

export function createCountTable(capacity = 1024): CountTable {
  let keys = new Uint32Array(capacity);
  let counts = new Uint32Array(capacity);
  let size = 0;

  function placeOf(key: number): number {
    const mask = keys.length - 1;
    let at = spread(key) & mask;
    // A count of 0 marks a free place, so that every key is possible.
    while (counts[at] !== 0 && keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  function grow(): void {
    const [oldKeys, oldCounts] = [keys, counts];
    keys = new Uint32Array(oldKeys.length * 2);
    counts = new Uint32Array(oldKeys.length * 2);
    oldKeys.forEach((key, at) => {
      const count = oldCounts[at] ?? 0;
      if (count === 0) return;
      const place = placeOf(key);
      keys[place] = key;
      counts[place] = count;
    });
  }

  return {
    add(key, amount) {
      const at = placeOf(key);
      if (counts[at] === 0) size += 1;
      keys[at] = key;
      counts[at] = (counts[at] ?? 0) + amount;
      if (size * 2 > keys.length) grow();
    },
    get: (key) => counts[placeOf(key)] ?? 0,
    get size() {
      return size;
    },
    *entries() {
      for (let at = 0; at < keys.length; at++) {
        if (counts[at] !== 0) yield [keys[at] ?? 0, counts[at] ?? 0];
      }
    },
  };
}

/** Neighbouring pairs of characters have neighbouring keys; this scatters them. */
export function spread(key: number): number {
  const mixed = Math.imul(key ^ (key >>> 16), 0x7feb352d);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
