/**
 * Runs a plan of which parts are deferred: every call begins as soon as it can, the first answer waits for its own calls only, and each part is
 * told once its calls have ended and the part around it is out.
 */
import { flat } from "../answer/flat.ts";
import type { WriteObject } from "../answer/writing.ts";
import type { GatewayAnswer } from "../apollo-types.ts";
import { type AnswerError, graphqlErrorOf } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import type { Call } from "../plan/call.ts";
import type { Run } from "../run/run.ts";
import { startCalls } from "../run/run-plan.ts";
import { addTold } from "./add-told.ts";
import { DeferredAnswer, type Part, type Parts } from "./deferred-answer.ts";
import { findPlaces, type Place } from "./find-places.ts";
import type { PartWriters } from "./part-writers.ts";
import type { DeferredPart } from "./shape.ts";

export type DeferredRun = {
  readonly calls: readonly Call[];
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

export async function runDeferred({ calls, parts, run, write, writers }: DeferredRun): Promise<Begun> {
  const errors = new Map(parts.map(({ id }) => [id, [] as AnswerError[]]));
  const ends = startCalls(calls, ({ part }) => ({ ...run, errors: errors.get(part ?? "") ?? run.errors }));
  const endOf = (id: string | undefined) => Promise.all(ends.filter((_, index) => calls[index]?.part === id));
  const ended = Promise.all(ends);
  await endOf(undefined);
  const text = write(run.data, { path: [], errors: run.errors, shared: run.shared, written: new Map() });
  const told = run.errors.length > 0 ? { errors: run.errors.map(graphqlErrorOf) } : {};
  if (text === undefined) return { answer: { ...told, data: null }, ended };
  const telling = new Telling(run, writers, JSON.parse(text), errors);
  const rest = () => tellAll(parts, endOf, (part) => telling.tell(part));
  return { answer: { ...told, data: new DeferredAnswer(flat(text), rest) }, ended };
}

async function* tellAll(
  parts: readonly DeferredPart[],
  endOf: (id: string) => Promise<unknown>,
  tell: (part: DeferredPart) => readonly Part[],
): AsyncGenerator<Parts, void> {
  const waiting = new Map(parts.map((part) => [part.id, endOf(part.id).then(() => part)]));
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([id]) =>
      isNext(
        parts.find((part) => part.id === id),
        waiting,
      ),
    );
    const part = await Promise.race(ready.map(([, end]) => end));
    waiting.delete(part.id);
    const hasNext = waiting.size > 0;
    const told = tell(part);
    if (told.length > 0 || !hasNext) yield { parts: told, hasNext };
  }
}

function isNext(part: DeferredPart | undefined, waiting: ReadonlyMap<string, unknown>): boolean {
  return part?.parent === undefined || !waiting.has(part.parent);
}

/** Keeps what the client has been told, since a part stands only on an object that the client has. */
class Telling {
  readonly #run: Run;
  readonly #writers: PartWriters;
  readonly #told: JsonObject;
  readonly #errors: ReadonlyMap<string, AnswerError[]>;
  readonly #known: AnswerError[];

  constructor(run: Run, writers: PartWriters, told: JsonObject, errors: ReadonlyMap<string, AnswerError[]>) {
    this.#run = run;
    this.#writers = writers;
    this.#told = told;
    this.#errors = errors;
    this.#known = [...run.errors];
  }

  tell(part: DeferredPart): readonly Part[] {
    const { rootType, search } = this.#writers;
    const root = { type: rootType, path: [], record: this.#run.data, told: this.#told };
    const places = findPlaces(part.steps, root, search);
    // What was reported before explains a null here as well.
    const errors = [...this.#known, ...(this.#errors.get(part.id) ?? [])];
    const written = places.map((place) => this.#write(part, place, errors));
    const fresh = errors.slice(this.#known.length);
    this.#known.push(...fresh);
    return written.map(({ place, data }, index) => {
      const own = fresh.filter((error) => indexOf(error, written) === index);
      return { label: part.label, path: place.path, data, errors: own.map(graphqlErrorOf) };
    });
  }

  #write(part: DeferredPart, place: Place, errors: AnswerError[]) {
    const writing = { path: [...place.path], errors, shared: this.#run.shared, written: new Map() };
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
