/** Finds numbers by texts without keeping the texts: what it finds may belong to another text, and is to be looked at. */

const buckets = 1 << 16;

export class HashIndex {
  /** The last entry of each bucket, and of each entry the one before it; 0 is none. */
  readonly #last = new Uint32Array(buckets);
  #before = new Uint32Array(buckets);
  #numbers = new Uint32Array(buckets);
  #size = 0;

  add(text: string, number: number): void {
    const entry = ++this.#size;
    if (entry >= this.#numbers.length) this.#grow();
    const bucket = bucketOf(text);
    this.#before[entry] = this.#last[bucket] ?? 0;
    this.#last[bucket] = entry;
    this.#numbers[entry] = number;
  }

  /** Every number that was added with the text, in that order, and perhaps others. */
  find(text: string): readonly number[] {
    const found: number[] = [];
    for (let entry = this.#last[bucketOf(text)] ?? 0; entry > 0; entry = this.#before[entry] ?? 0) {
      found.push(this.#numbers[entry] ?? 0);
    }
    return [...new Set(found.reverse())];
  }

  #grow(): void {
    this.#before = doubled(this.#before);
    this.#numbers = doubled(this.#numbers);
  }
}

function doubled(numbers: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

/** FNV-1a over the text's code units. */
function bucketOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 16)) & (buckets - 1);
}
