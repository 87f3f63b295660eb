/** Carries an answer that is JSON text already through Apollo Server, which would otherwise make it an object and text again. */
import type { FormattedExecutionResult } from "graphql";

export class AnswerText {
  /** Apollo Server takes data to be a record of anything. */
  readonly [key: string]: unknown;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** For whoever needs the data itself: plug-ins, tests, and Apollo Server when it is not given `stringifyAnswer`. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** Apollo Server's `stringifyResult`. */
export function stringifyAnswer({ errors, data, extensions }: FormattedExecutionResult): string {
  const written = data instanceof AnswerText ? data.text : JSON.stringify(data);
  const parts = [
    errors && `"errors":${JSON.stringify(errors)}`,
    written && `"data":${written}`,
    extensions && `"extensions":${JSON.stringify(extensions)}`,
  ];
  return `{${parts.filter(Boolean).join()}}\n`;
}
