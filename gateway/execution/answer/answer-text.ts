/** Carries an answer that is JSON text already through Apollo Server, which would otherwise make it an object and text again. */
import type { FormattedExecutionResult } from "graphql";
import { flat } from "./flat.ts";

const [before, after] = ['{"data":', "}\n"];

export class AnswerText {
  /** Apollo Server takes data to be a record of anything. */
  readonly [key: string]: unknown;
  /** What is sent where there is nothing to say but the data: put together at once, as every further piece is one more copy. */
  readonly body: string;

  constructor(text: string) {
    this.body = flat(before + text + after);
  }

  get text(): string {
    return this.body.slice(before.length, -after.length);
  }

  /** For whoever needs the data itself: plug-ins, tests, and Apollo Server when it is not given `stringifyAnswer`. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** Apollo Server's `stringifyResult`. */
export function stringifyAnswer({ errors, data, extensions }: FormattedExecutionResult): string {
  if (!errors && !extensions && data instanceof AnswerText) return data.body;
  const written = data instanceof AnswerText ? data.text : JSON.stringify(data);
  const parts = [
    errors && `"errors":${JSON.stringify(errors)}`,
    written && `"data":${written}`,
    extensions && `"extensions":${JSON.stringify(extensions)}`,
  ];
  return `{${parts.filter(Boolean).join()}}\n`;
}
