/**
 * Runs a plan of which parts are deferred: the first answer waits for its own calls only, and each part begins when what is around it has ended.
 * Parts work on copies of the joined data: two of them may complete the same object at the same time, each in its own way.
 */
import { flat } from "../answer/flat.ts";
import type { WriteObject, Writing } from "../answer/writing.ts";
import type { GatewayAnswer } from "../apollo-types.ts";
import { type AnswerError, graphqlErrorOf } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import type { Call } from "../plan/call.ts";
import { Claims } from "../run/claims.ts";
import type { Run } from "../run/run.ts";
import { runPlan } from "../run/run-plan.ts";
import { addTold } from "./add-told.ts";
import { DeferredAnswer, type Part, type Parts } from "./deferred-answer.ts";
import { findPlaces, type Place } from "./find-places.ts";
import type { PartPlans } from "./part-plans.ts";
import type { PartWriters } from "./part-writers.ts";
import type { DeferredPart } from "./shape.ts";

export type DeferredRun = {
  readonly plans: PartPlans;
  readonly parts: readonly DeferredPart[];
  readonly run: Run;
  readonly write: WriteObject;
  readonly writers: PartWriters;
};

export type Begun = {
  readonly answer: GatewayAnswer;
  /** Resolves when no call is under way any more. */
  readonly ended: Promise<unknown>;
};

export async function runDeferred({ plans, parts, run, write, writers }: DeferredRun): Promise<Begun> {
  await runPlan(plans.get(undefined) ?? [], run);
  const text = write(run.data, {
    path: [],
    errors: run.errors,
    shared: run.shared,
    absent: run.absent,
    texts: run.texts,
    written: new Map(),
  });
  const told = run.errors.length > 0 ? { errors: run.errors.map(graphqlErrorOf) } : {};
  if (text === undefined) return { answer: { ...told, data: null }, ended: Promise.resolve() };
  const runs = startParts(parts, plans, run);
  const telling = new Telling(writers, JSON.parse(text), run.errors);
  const rest = () => tellAll(parts, runs, telling);
  return { answer: { ...told, data: new DeferredAnswer(flat(text), rest) }, ended: Promise.all(runs.values()) };
}

/** A part stands after the one around it in the list. */
function startParts(parts: readonly DeferredPart[], plans: PartPlans, first: Run): ReadonlyMap<string, Promise<Run>> {
  const runs = new Map<string, Promise<Run>>();
  for (const { id, parent } of parts) {
    const around = (parent !== undefined && runs.get(parent)) || Promise.resolve(first);
    runs.set(
      id,
      around.then((run) => runPart(plans.get(id) ?? [], run)),
    );
  }
  return runs;
}

async function runPart(calls: readonly Call[], around: Run): Promise<Run> {
  if (calls.length === 0) return { ...around, errors: [] };
  // Copied together, so that what stands at several places is still one thing.
  const { data, shared, absent } = structuredClone({ data: around.data, shared: around.shared, absent: around.absent });
  const run = {
    ...around,
    data,
    shared,
    absent,
    errors: [],
    found: new Map(),
    claims: new Claims(shared, around.interfaceNames),
  };
  await runPlan(calls, run);
  return run;
}

async function* tellAll(
  parts: readonly DeferredPart[],
  runs: ReadonlyMap<string, Promise<Run>>,
  telling: Telling,
): AsyncGenerator<Parts, void> {
  const waiting = new Map(parts.map((part) => [part.id, runs.get(part.id)?.then((run) => ({ part, run }))]));
  while (waiting.size > 0) {
    const next = parts.filter((part) => waiting.has(part.id) && isNext(part, waiting));
    const ended = await Promise.race(next.map(({ id }) => waiting.get(id)));
    if (!ended) throw new Error("A part was never begun");
    waiting.delete(ended.part.id);
    const hasNext = waiting.size > 0;
    const told = telling.tell(ended.part, ended.run);
    if (told.length > 0 || !hasNext) yield { parts: told, hasNext };
  }
}

function isNext({ parent }: DeferredPart, waiting: ReadonlyMap<string, unknown>): boolean {
  return parent === undefined || !waiting.has(parent);
}

/** Keeps what the client has been told, since a part stands only on an object that the client has. */
class Telling {
  readonly #writers: PartWriters;
  readonly #told: JsonObject;
  readonly #known: AnswerError[];

  constructor(writers: PartWriters, told: JsonObject, errors: readonly AnswerError[]) {
    this.#writers = writers;
    this.#told = told;
    this.#known = [...errors];
  }

  tell(part: DeferredPart, run: Run): readonly Part[] {
    const { rootType, search } = this.#writers;
    const root = { type: rootType, path: [], record: run.data, told: this.#told };
    const places = findPlaces(part.steps, root, search);
    // What was reported before explains a null here as well.
    const errors = [...this.#known, ...run.errors];
    const written = places.map((place) =>
      this.#write(part, place, { errors, shared: run.shared, absent: run.absent, texts: run.texts }),
    );
    const fresh = errors.slice(this.#known.length);
    this.#known.push(...fresh);
    return written.map(({ place, data }, index) => {
      const own = fresh.filter((error) => indexOf(error, written) === index);
      return { label: part.label, path: place.path, data, errors: own.map(graphqlErrorOf) };
    });
  }

  #write(part: DeferredPart, place: Place, shared: Pick<Writing, "errors" | "shared" | "absent" | "texts">) {
    const writing = { ...shared, path: [...place.path], written: new Map() };
    const text = this.#writers.writerFor(part, place.type)(place.record, writing);
    const data: JsonObject | null = text === undefined ? null : JSON.parse(text);
    if (data) addTold(place.told, data);
    return { place, data };
  }
}

/** The object that an error lies below, or the first where it lies below none. */
function indexOf({ path }: AnswerError, written: readonly { readonly place: Place }[]): number {
  const found = written.findIndex(({ place }) => place.path.every((step, index) => path?.[index] === step));
  return Math.max(found, 0);
}
