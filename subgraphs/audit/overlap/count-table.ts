/** Counts by 32-bit key in a typed array: a Map of a million large numbers would take five times the memory. */

export interface CountTable {
  /** Adds to the count of a key. */
  add(key: number, amount: number): void;
  /** 0 for a key that was never added. */
  get(key: number): number;
  readonly size: number;
  entries(): Iterable<readonly [key: number, count: number]>;
}

export function createCountTable(capacity = 1024): CountTable {
  /** A key and its count, in turns: beside each other, so that finding both reads the memory once. A count of 0 marks a free place. */
  let table = new Uint32Array(2 * capacity);
  let size = 0;

  function placeOf(key: number): number {
    const mask = table.length - 1;
    let at = (spread(key) << 1) & mask;
    while (table[at + 1] !== 0 && table[at] !== key) at = (at + 2) & mask;
    return at;
  }

  function grow(): void {
    const old = table;
    table = new Uint32Array(old.length * 2);
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      const at = placeOf(old[from] ?? 0);
      table[at] = old[from] ?? 0;
      table[at + 1] = old[from + 1] ?? 0;
    }
  }

  return {
    add(key, amount) {
      const at = placeOf(key);
      if (table[at + 1] === 0) size += 1;
      table[at] = key;
      table[at + 1] = (table[at + 1] ?? 0) + amount;
      if (size * 4 > table.length) grow();
    },
    get: (key) => table[placeOf(key) + 1] ?? 0,
    get size() {
      return size;
    },
    *entries() {
      for (let at = 0; at < table.length; at += 2) {
        if (table[at + 1] !== 0) yield [table[at] ?? 0, table[at + 1] ?? 0];
      }
    },
  };
}

/** Neighbouring pairs of characters have neighbouring keys; this scatters them. */
export function spread(key: number): number {
  const mixed = Math.imul(key ^ (key >>> 16), 0x7feb352d);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
