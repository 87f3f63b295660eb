/**
 * Records that calls have asked for. Another answer may come first and say something of a record too; what stands in the record's place then
 * is a copy, and the answer that is still to come must find it.
 */
import type { JsonObject } from "../json.ts";
import type { OnCopied } from "./merge.ts";

export class Claims {
  readonly #copies = new Map<JsonObject, JsonObject[]>();

  has(record: JsonObject): boolean {
    return this.#copies.has(record);
  }

  add(record: JsonObject): void {
    if (!this.has(record)) this.#copies.set(record, none);
  }

  readonly onCopied: OnCopied = (original, copy) => {
    const copies = this.#copies.get(original);
    if (!copies) return;
    if (copies === none) this.#copies.set(original, [copy]);
    else copies.push(copy);
    this.add(copy);
  };

  /** The records, and all that stands in their places. */
  standing(records: readonly JsonObject[]): readonly JsonObject[] {
    const isAsAsked = records.every((record) => this.#copies.get(record) === none);
    return isAsAsked
      ? records
      : records.flatMap((record) => [record, ...this.standing(this.#copies.get(record) ?? none)]);
  }
}

/** Of most records there is never a copy. */
const none: JsonObject[] = [];
