/** Carries an answer that comes in parts through Apollo Server: the first one is its data, and the others follow. */
import type { GraphQLError } from "graphql";
import { AnswerText } from "../answer/answer-text.ts";
import type { ResponsePath } from "../errors.ts";
import type { JsonObject } from "../json.ts";

/** What is told of one object that a deferred fragment stands on. */
export type Part = {
  readonly label: string | undefined;
  readonly path: ResponsePath;
  /** Null where a null has moved up as far as the fragment. */
  readonly data: JsonObject | null;
  readonly errors: readonly GraphQLError[];
};

export type Parts = { readonly parts: readonly Part[]; readonly hasNext: boolean };

export class DeferredAnswer extends AnswerText {
  /** To be read once. */
  readonly rest: () => AsyncGenerator<Parts, void>;

  constructor(text: string, rest: () => AsyncGenerator<Parts, void>) {
    super(text);
    this.rest = rest;
  }
}
