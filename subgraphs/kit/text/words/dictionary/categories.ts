/** Sorts characters into kinds of writing, by which words are made of what no entry of the dictionary begins with. */

export interface Category {
  readonly id: number;
  /** Whether such words are made even where the dictionary has one. */
  readonly isAlwaysTried: boolean;
  /** Whether all characters of the category in a row make one word. */
  readonly isGrouped: boolean;
  /** Words of fewer characters are made besides. */
  readonly longest: number;
}

/** The dictionary's category of blanks; it also gives it to characters that it does not know. */
const blank = 1;
const other = 0;

export class Categories {
  readonly #characters: Uint8Array;
  readonly #categories: readonly Category[];

  constructor(characters: Uint8Array, categories: Uint8Array) {
    this.#characters = characters;
    this.#categories = readCategories(categories);
  }

  of(character: string): Category | undefined {
    const id = this.#characters[character.codePointAt(0) ?? 0] ?? other;
    return this.#categories[id === blank && !/^\s/u.test(character) ? other : id];
  }
}

/** One after the other: two flags, a number, and a name that ends with a zero. */
function readCategories(bytes: Uint8Array): readonly Category[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const categories: Category[] = [];
  for (let at = 0; bytes[at + nameAt]; at = bytes.indexOf(0, at + nameAt) + 1) {
    categories.push({
      id: categories.length,
      isAlwaysTried: bytes[at] === 1,
      isGrouped: bytes[at + 1] === 1,
      longest: view.getInt32(at + 2, true),
    });
  }
  return categories;
}

const nameAt = 6;
