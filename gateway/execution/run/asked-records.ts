/** The records that one part of a call asks for: each different one once, however often it occurs. */
import type { JsonObject } from "../json.ts";
import type { Target } from "../plan/call.ts";
import type { Drawing, Reduction } from "../plan/drawing.ts";
import type { RecordContext } from "./ask-in-context.ts";
import type { Claim } from "./claims.ts";
import { visitSlots } from "./records.ts";
import type { Run } from "./run.ts";

/** One representation, and every object that it represents. */
export type Asked = {
  readonly representation: JsonObject;
  readonly text: string;
  /** Where it lacks what some field requires: the others. */
  readonly reduction: Reduction | undefined;
  /** What the records are told of those around them; undefined where the part tells nothing. */
  readonly context: RecordContext | undefined;
  readonly records: JsonObject[];
  /** The first of them that is nothing but what represents it: it stands in for every other such record. */
  bare: JsonObject | undefined;
  /** Where the bare one was last put in another's place. */
  standsAt: Target | undefined;
};

/**
 * Most records are represented by a few scalars, and most occur more than once. So they are told apart value by value, without a
 * representation of each, and without a text: strings of an answer are hashed already, and one that is put together is not.
 */
export class AskedRecords {
  readonly list: Asked[] = [];
  readonly #drawing: Drawing;
  readonly #run: Run;
  readonly #byValues = new Branch();
  readonly #byText = new Map<string, Asked>();

  constructor(drawing: Drawing, run: Run) {
    this.#drawing = drawing;
    this.#run = run;
  }

  /** Records that were found at a target by another call. */
  askAgain(records: readonly JsonObject[]): void {
    const { claims } = this.#run;
    for (const record of records) {
      const claim = claims.of(record) ?? claims.add(record);
      if (claim.asker !== this) this.#ask(record, this.#of(record), claim);
    }
  }

  /** Walks the data to a target, where records that are equal become one, and so will be all that is added to it. */
  askAt(target: Target): JsonObject[] {
    const found: JsonObject[] = [];
    const { data, claims, shared } = this.#run;
    visitSlots(data, target.path, shared, (record, holder, key) => {
      const known = claims.of(record);
      const asked = known?.asker === this ? undefined : this.#of(record);
      // An answer to what another call has asked for must find the record that it is about where it stood.
      if (!known && asked?.bare && !this.#run.isApart && this.#isBare(record)) {
        put(asked.bare, holder, key);
        if (asked.standsAt === target) return;
        asked.standsAt = target;
        shared.add(asked.bare);
        addOnce(asked.bare, claims.of(asked.bare), target, found);
        return;
      }
      const claim = known ?? claims.add(record);
      if (claim.asker !== this) this.#ask(record, asked, claim);
      addOnce(record, claim, target, found);
    });
    return found;
  }

  #ask(record: JsonObject, asked: Asked | undefined, claim: Claim): void {
    claim.asker = this;
    claim.target = undefined;
    if (!asked) return;
    if (!asked.bare && this.#isBare(record)) asked.bare = record;
    asked.records.push(record);
  }

  /** Whether a record is nothing but what tells it apart, so that any other such record can stand in its place. */
  #isBare(record: JsonObject): boolean {
    const { identity = [] } = this.#drawing;
    for (const key in record) if (!identity.includes(key)) return false;
    return true;
  }

  /** Undefined where the record lacks what the subgraph needs to know of it. */
  #of(record: JsonObject): Asked | undefined {
    const branch = this.#branchOf(record);
    if (!branch) return this.#ofText(record);
    branch.asked ??= this.#first(record);
    return branch.asked === "nothing" ? undefined : branch.asked;
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
    const drawn = drawRecord(record, this.#drawing);
    return drawn ? this.#add(drawn) : "nothing";
  }

  #ofText(record: JsonObject): Asked | undefined {
    const drawn = drawRecord(record, this.#drawing);
    if (!drawn) return undefined;
    const text = drawn.reduction ? `${drawn.reduction.id} ${drawn.text}` : drawn.text;
    const known = this.#byText.get(text);
    if (known) return known;
    this.#byText.set(text, drawn);
    return this.#add(drawn);
  }

  #add(asked: Asked): Asked {
    this.list.push(asked);
    return asked;
  }
}

/** Undefined where it can be asked for nothing. */
export function drawRecord(record: JsonObject, { represent, representInPart }: Drawing): Asked | undefined {
  const whole = represent(record);
  const inPart = whole ? undefined : representInPart(record);
  const representation = whole ?? inPart?.representation;
  if (!representation) return undefined;
  return {
    representation,
    text: JSON.stringify(representation),
    reduction: inPart?.reduction,
    context: undefined,
    records: [],
    bare: undefined,
    standsAt: undefined,
  };
}

class Branch {
  asked: Asked | "nothing" | undefined;
  #below: Map<unknown, Branch> | undefined;
  /** Records beside each other have much in common: their type, for one. */
  #lastValue: unknown;
  #last: Branch | undefined;

  below(value: unknown): Branch {
    if (this.#last && value === this.#lastValue) return this.#last;
    this.#below ??= new Map();
    const known = this.#below.get(value);
    const branch = known ?? new Branch();
    if (!known) this.#below.set(value, branch);
    this.#lastValue = value;
    this.#last = branch;
    return branch;
  }
}

function addOnce(record: JsonObject, claim: Claim | undefined, target: Target, found: JsonObject[]): void {
  if (!claim || claim.target === target) return;
  claim.target = target;
  found.push(record);
}

function put(record: JsonObject, holder: JsonObject | unknown[], key: string | number): void {
  if (Array.isArray(holder)) holder[Number(key)] = record;
  else holder[key] = record;
}
