/** A double array over the UTF-8 bytes of all written forms, as `doublearray` builds it. */

/** No character has this byte: it stands where a written form ends. */
const end = 0;
const nowhere = -1;

export class Trie {
  readonly #base: Int32Array;
  readonly #check: Int32Array;

  constructor(base: Int32Array, check: Int32Array) {
    this.#base = base;
    this.#check = check;
  }

  /** Tells of each written form that stands in the text from a place on: its number, and where it ends. */
  findFrom(text: string, from: number, tell: (form: number, to: number) => void): void {
    let node = 0;
    for (let at = from; at < text.length; at++) {
      node = this.#walk(node, text.charCodeAt(at));
      if (node === nowhere) return;
      const leaf = this.#child(node, end);
      const value = leaf === nowhere ? 1 : (this.#base[leaf] ?? 1);
      if (value <= 0) tell(-value - 1, at + 1);
    }
  }

  /** By the bytes of one character of the basic plane; half of a pair leads nowhere. */
  #walk(node: number, code: number): number {
    if (code < 0x80) return this.#child(node, code);
    if (code < 0x800) return this.#child(this.#child(node, 0xc0 | (code >> 6)), 0x80 | (code & 0x3f));
    const first = this.#child(node, 0xe0 | (code >> 12));
    return this.#child(this.#child(first, 0x80 | ((code >> 6) & 0x3f)), 0x80 | (code & 0x3f));
  }

  #child(node: number, byte: number): number {
    if (node === nowhere) return nowhere;
    const child = (this.#base[node] ?? 0) + byte;
    return this.#check[child] === node ? child : nowhere;
  }
}
