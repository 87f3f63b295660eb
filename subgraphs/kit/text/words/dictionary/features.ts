/** What the entries of a dictionary are, kept small: of its lines of ten columns, what no other line says. */

export interface Features {
  readonly partOfSpeech: string;
  readonly subcategory: string;
  /** The dictionary form; empty where it is the written one, or is not stated. */
  readonly base: string;
  /** Empty where the dictionary does not state it. */
  readonly reading: string;
}

/** In the dictionary, entries that join the same on their left are of the same kind. */
type Kind = Pick<Features, "partOfSpeech" | "subcategory">;

const comma = 0x2c;
const mostEntries = 1 << 19;

/** Of a line: written form, part of speech, its first subcategory, three more, two of conjugation, dictionary form, reading, pronunciation. */
const columns = 10;
const [afterSubcategory, baseAt] = [3, 7] as const;

export class FeatureTable {
  /** Of each entry its dictionary form, and after a comma its reading. */
  #bytes = new Uint8Array(1 << 20);
  #size = 0;
  readonly #starts = new Uint32Array(mostEntries);
  #entries = 0;
  readonly #kinds = new Map<number, Kind>();
  /** Of the line that is read, where each column begins. */
  readonly #columns = new Uint32Array(columns);

  /** Adds the line of the next entry, columns in UTF-8 with commas between. */
  add(text: Buffer, from: number, leftId: number): void {
    const starts = this.#columns;
    starts[0] = from;
    for (let at = from, column = 1; column < columns; at++) if (text[at] === comma) starts[column++] = at + 1;
    const [base = 0, reading = 0, end = 0] = starts.subarray(baseAt);
    if (!this.#kinds.has(leftId))
      this.#kinds.set(leftId, kindIn(text.toString("utf8", from, starts[afterSubcategory])));
    if (this.#size + end - base > this.#bytes.length) this.#bytes = doubled(this.#bytes);
    this.#starts[this.#entries++] = this.#size;
    if (!isSame(text, from, base)) this.#append(text, base, reading - 1);
    this.#bytes[this.#size++] = comma;
    this.#append(text, reading, end - 1);
    this.#starts[this.#entries] = this.#size;
  }

  get(entry: number, leftId: number): Features {
    const own = Buffer.from(this.#bytes.buffer, this.#starts[entry], this.#lengthOf(entry));
    const [base = "", reading = ""] = own.toString("utf8").split(",");
    const kind = this.#kinds.get(leftId) ?? { partOfSpeech: "", subcategory: "" };
    return { ...kind, base: stated(base), reading: stated(reading) };
  }

  #lengthOf(entry: number): number {
    return (this.#starts[entry + 1] ?? 0) - (this.#starts[entry] ?? 0);
  }

  #append(text: Buffer, from: number, to: number): void {
    for (let at = from; at < to; at++) this.#bytes[this.#size++] = text[at] ?? 0;
  }
}

function kindIn(line: string): Kind {
  const [, partOfSpeech = "", subcategory = ""] = line.split(",");
  return { partOfSpeech, subcategory: stated(subcategory) };
}

/** Whether two columns of a line are. */
function isSame(text: Buffer, one: number, other: number): boolean {
  let length = 0;
  while (text[one + length] === text[other + length] && text[one + length] !== comma) length++;
  return text[one + length] === text[other + length];
}

function doubled(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length * 2);
  larger.set(bytes);
  return larger;
}

function stated(value: string): string {
  return value === "*" ? "" : value;
}
