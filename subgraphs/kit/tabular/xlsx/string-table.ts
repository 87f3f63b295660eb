/**
 * Many strings kept as UTF-8 in blocks: a million of them as JavaScript strings would take three times the memory, and one growing
 * buffer would be in memory twice whenever it grows.
 */

export interface StringTable {
  add(text: string): void;
  at(index: number): string | undefined;
}

const BLOCK_BYTES = 1024 * 1024;
const LENGTH_BYTES = 4;

/** `refuse` makes the error that is thrown when the strings together exceed `maxBytes`. */
export function createStringTable(maxBytes: number, refuse: () => Error): StringTable {
  const blocks: Buffer[] = [];
  // Block number × BLOCK_BYTES + place in the block. A string never spans two blocks; a very long one has a larger block of its own.
  const starts: number[] = [];
  let block = Buffer.alloc(0);
  let used = 0;
  let total = 0;

  function reserve(needed: number): void {
    total += needed;
    if (total > maxBytes) throw refuse();
    if (used + needed <= block.length) return;
    block = Buffer.allocUnsafeSlow(Math.max(needed, BLOCK_BYTES));
    blocks.push(block);
    used = 0;
  }

  return {
    add(text) {
      const bytes = Buffer.byteLength(text);
      reserve(LENGTH_BYTES + bytes);
      starts.push((blocks.length - 1) * BLOCK_BYTES + used);
      block.writeUInt32LE(bytes, used);
      block.write(text, used + LENGTH_BYTES);
      used += LENGTH_BYTES + bytes;
    },
    at(index) {
      const start = starts[index] ?? -1;
      const offset = start % BLOCK_BYTES;
      const home = blocks[Math.floor(start / BLOCK_BYTES)];
      const from = offset + LENGTH_BYTES;
      return home?.toString("utf8", from, from + home.readUInt32LE(offset));
    },
  };
}
