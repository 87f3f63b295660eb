/** The records that one part of a call asks for: each different one once, however often it occurs. */
import type { JsonObject } from "../json.ts";
import type { Drawing } from "../plan/drawing.ts";

/** One representation, and every object that it represents. */
export type Asked = {
  readonly representation: JsonObject;
  readonly text: string;
  readonly records: JsonObject[];
  /** The first of them that is nothing but what represents it: it stands in for every other such record. */
  bare: JsonObject | undefined;
};

/**
 * Most records are represented by a few scalars, and most occur more than once. So they are told apart value by value, without a
 * representation of each, and without a text: strings of an answer are hashed already, and one that is put together is not.
 */
export class AskedRecords {
  readonly list: Asked[] = [];
  readonly #drawing: Drawing;
  readonly #byValues = new Branch();
  readonly #byText = new Map<string, Asked>();

  constructor(drawing: Drawing) {
    this.#drawing = drawing;
  }

  /** Undefined where the record lacks what the subgraph needs to know of it. */
  of(record: JsonObject): Asked | undefined {
    const branch = this.#branchOf(record);
    if (!branch) return this.#ofText(record);
    branch.asked ??= this.#first(record);
    return branch.asked === "nothing" ? undefined : branch.asked;
  }

  /** Whether a record is nothing but what tells it apart, so that any other such record can stand in its place. */
  isBare(record: JsonObject): boolean {
    let left = 0;
    for (const _ in record) left++;
    for (const key of this.#drawing.identity ?? []) if (record[key] !== undefined) left--;
    return left === 0;
  }

  #branchOf(record: JsonObject): Branch | undefined {
    const keys = this.#drawing.identity;
    if (!keys) return undefined;
    let branch = this.#byValues;
    for (const key of keys) {
      const value = record[key];
      if (typeof value === "object" && value !== null) return undefined;
      branch = branch.below(value);
    }
    return branch;
  }

  #first(record: JsonObject): Asked | "nothing" {
    const drawn = this.#draw(record);
    return drawn ? this.#add(drawn) : "nothing";
  }

  #ofText(record: JsonObject): Asked | undefined {
    const drawn = this.#draw(record);
    const known = drawn && this.#byText.get(drawn.text);
    if (known || !drawn) return known;
    this.#byText.set(drawn.text, drawn);
    return this.#add(drawn);
  }

  #draw(record: JsonObject): Asked | undefined {
    const representation = this.#drawing.represent(record);
    return representation && { representation, text: JSON.stringify(representation), records: [], bare: undefined };
  }

  #add(asked: Asked): Asked {
    this.list.push(asked);
    return asked;
  }
}

class Branch {
  asked: Asked | "nothing" | undefined;
  readonly #below = new Map<unknown, Branch>();

  below(value: unknown): Branch {
    const known = this.#below.get(value);
    if (known) return known;
    const branch = new Branch();
    this.#below.set(value, branch);
    return branch;
  }
}
