/** What the writers of one answer share: where they are, what has gone wrong, what is written already. */
import { type AnswerError, errorOfNotFetched, type ResponsePath } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import type { Texts } from "../run/run.ts";

export type Writing = {
  readonly path: (string | number)[];
  readonly errors: AnswerError[];
  /** Values that stand at several places. */
  readonly shared: ReadonlySet<unknown>;
  readonly absent: ReadonlySet<unknown>;
  readonly texts: Texts;
  readonly written: Map<unknown, { readonly write: Write; readonly text: string }>;
};

/**
 * JSON text; undefined where there must not be a null, so that the null moves up. `step` leads from the path, which is that of the object or
 * list around the value, to the value: most values are leaves, and only a path that something lies below is worth keeping.
 */
export type Write = (value: unknown, writing: Writing, step: string | number) => string | undefined;

/** The same for an object to which the path leads already. */
export type WriteObject = (object: JsonObject, writing: Writing) => string | undefined;

/** The name of a field in messages, `Product.price`. */
export type FieldName = string;

export function reportInvalid(writing: Writing, message: string, ...below: ResponsePath): void {
  const path = [...writing.path, ...below];
  if (isExplained(writing.errors, path)) return;
  writing.errors.push({ message, path, code: "SUBGRAPH_VALUE_INVALID" });
}

/** Of one fault that meets every record of a long list no more are told: what is told already is reason enough to mend it. */
const mostNotFetched = 100;

/** A null that nobody has answered: neither an answer nor a failure has led to it. */
export function reportNotFetched(
  object: JsonObject,
  writing: Writing,
  unfetched: Unfetched | undefined,
  step: string,
): void {
  if (!unfetched || writing.absent.has(object)) return;
  const path = [...writing.path, step];
  const { errors } = writing;
  if (errors.some(({ path: reported }) => !reported || startsWith(path, reported))) return;
  if (errors.filter(({ code }) => code === "NOT_FETCHED").length >= mostNotFetched) return;
  errors.push(errorOfNotFetched(unfetched.field, unfetched.subgraphs(), path));
}

export type Unfetched = { readonly field: FieldName; readonly subgraphs: () => readonly string[] };

/** One null has one reason: an error that took the same object away, or everything around it, is not followed by another. */
function isExplained(errors: readonly AnswerError[], path: ResponsePath): boolean {
  const object = path.slice(0, -1);
  return errors.some(({ path: reported }) => !reported || startsWith(reported, object) || startsWith(path, reported));
}

function startsWith(path: ResponsePath, start: ResponsePath): boolean {
  return path.length >= start.length && start.every((step, index) => path[index] === step);
}
