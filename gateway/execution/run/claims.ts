/**
 * Records that calls have asked for. Another answer may come first and say something of a record too; what stands in the record's place then
 * is a copy, and the answer that is still to come must find it.
 */
import type { JsonObject } from "../json.ts";
import type { Target } from "../plan/call.ts";
import type { MergeListener } from "./merge.ts";

export type Claim = {
  /** What stands in the record's place besides it. */
  copies: readonly JsonObject[];
  /** The call's part that asked for it last, and the target at which that one found it last. */
  asker: object | undefined;
  target: Target | undefined;
};

export class Claims implements MergeListener {
  readonly #shared: Set<unknown>;
  readonly #interfaceNames: ReadonlySet<unknown>;
  readonly #all = new Map<JsonObject, Claim>();
  #isAnyCopied = false;

  /**
   * @param shared what stands at several places, to be added to
   * @param interfaceNames which no record has as its own type
   */
  constructor(shared: Set<unknown>, interfaceNames: ReadonlySet<unknown>) {
    this.#shared = shared;
    this.#interfaceNames = interfaceNames;
  }

  of(record: JsonObject): Claim | undefined {
    return this.#all.get(record);
  }

  /** For a record that nobody has asked for. */
  add(record: JsonObject): Claim {
    const claim: Claim = { copies: none, asker: undefined, target: undefined };
    this.#all.set(record, claim);
    return claim;
  }

  onCopied(original: JsonObject, copy: JsonObject): void {
    const claim = this.of(original);
    if (!claim) return;
    this.#isAnyCopied = true;
    claim.copies = [...claim.copies, copy];
    if (!this.of(copy)) this.add(copy);
  }

  saysLess(typename: unknown): boolean {
    return this.#interfaceNames.has(typename);
  }

  onSpread(value: unknown): void {
    this.#shared.add(value);
  }

  /** The records, and all that stands in their places. */
  standing(records: readonly JsonObject[]): readonly JsonObject[] {
    if (!this.#isAnyCopied) return records;
    return records.flatMap((record) => [record, ...this.standing(this.of(record)?.copies ?? none)]);
  }
}

/** Of most records there is never a copy. */
const none: readonly JsonObject[] = [];
