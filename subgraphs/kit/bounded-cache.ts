/** A map that forgets what was least recently used: what there are too many of, or what is too large together. */
export interface Sizes<K, V> {
  /** Of one entry, in whatever unit `largest` is in. */
  readonly sizeOf: (key: K, value: V) => number;
  /** Of all entries together; an entry that is larger alone is not kept. */
  readonly largest: number;
}

interface Entry<V> {
  readonly value: V;
  readonly size: number;
}

export class BoundedCache<K, V> {
  readonly #entries = new Map<K, Entry<V>>();
  readonly #limit: number;
  readonly #sizes: Sizes<K, V>;
  #size = 0;

  constructor(limit: number, sizes: Sizes<K, V> = { sizeOf: () => 0, largest: 0 }) {
    this.#limit = limit;
    this.#sizes = sizes;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: K): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: K, value: V): void {
    this.delete(key);
    const size = this.#sizes.sizeOf(key, value);
    if (size > this.#sizes.largest) return;
    this.#entries.set(key, { value, size });
    this.#size += size;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#limit && this.#size <= this.#sizes.largest) return;
      this.delete(oldest);
    }
  }

  delete(key: K): void {
    this.#size -= this.#entries.get(key)?.size ?? 0;
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
    this.#size = 0;
  }

  values(): V[] {
    return Array.from(this.#entries.values(), ({ value }) => value);
  }
}
