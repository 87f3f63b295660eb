/** What the writers of one answer share: where they are, what has gone wrong, what is written already. */
import type { AnswerError, ResponsePath } from "../errors.ts";

export type Writing = {
  readonly path: (string | number)[];
  readonly errors: AnswerError[];
  /** Values that stand at several places. */
  readonly shared: ReadonlySet<unknown>;
  readonly written: Map<unknown, { readonly write: Write; readonly text: string }>;
};

/** JSON text; undefined where there must not be a null, so that the null moves up. */
export type Write = (value: unknown, writing: Writing) => string | undefined;

/** The name of a field in messages, `Product.price`. */
export type FieldName = string;

export function reportInvalid(writing: Writing, message: string): void {
  if (isExplained(writing.errors, writing.path)) return;
  writing.errors.push({ message, path: [...writing.path], code: "SUBGRAPH_VALUE_INVALID" });
}

/** One null has one reason: an error that took the same object away, or everything around it, is not followed by another. */
function isExplained(errors: readonly AnswerError[], path: ResponsePath): boolean {
  const object = path.slice(0, -1);
  return errors.some(({ path: reported }) => !reported || startsWith(reported, object) || startsWith(path, reported));
}

function startsWith(path: ResponsePath, start: ResponsePath): boolean {
  return path.length >= start.length && start.every((step, index) => path[index] === step);
}
