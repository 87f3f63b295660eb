/** Entries of a dictionary: which each written form has, what each costs, and what it joins. */

/** Bytes of an entry: the ids of its left and its right side, its cost, and where its features stood. */
const entrySize = 10;
const numberSize = 4;

export class Entries {
  readonly #entries: DataView;
  /** Where the entries of each form begin among `#numbers`, and after the last one their end. */
  readonly #starts: Uint32Array;
  readonly #numbers: Uint32Array;

  constructor(entries: Uint8Array, groups: Uint8Array) {
    this.#entries = viewOf(entries);
    const { starts, numbers } = readGroups(viewOf(groups));
    this.#starts = starts;
    this.#numbers = numbers;
  }

  /** Numbers of the entries. */
  of(form: number): Uint32Array {
    return this.#numbers.subarray(this.#starts[form], this.#starts[form + 1]);
  }

  /** Of what it joins on its left. */
  leftId(entry: number): number {
    return this.#entries.getInt16(entry * entrySize, true);
  }

  /** Of what it joins on its right. */
  rightId(entry: number): number {
    return this.#entries.getInt16(entry * entrySize + 2, true);
  }

  cost(entry: number): number {
    return this.#entries.getInt16(entry * entrySize + 4, true);
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** A list of groups, as many as its first number says: the form, how many entries it has, and where each stands. The forms ascend. */
function readGroups(groups: DataView): { readonly starts: Uint32Array; readonly numbers: Uint32Array } {
  const most = groups.byteLength / numberSize;
  const [starts, numbers] = [new Uint32Array(most), new Uint32Array(most)];
  let [at, count, forms] = [0, 0, 0];
  const next = () => groups.getInt32(numberSize * at++, true);
  for (let left = next(); left > 0; left--) {
    for (const form = next(); forms <= form; forms++) starts[forms] = count;
    for (let entries = next(); entries > 0; entries--) numbers[count++] = next() / entrySize;
  }
  starts[forms] = count;
  return { starts: starts.slice(0, forms + 1), numbers: numbers.slice(0, count) };
}
