/** What every parser of this room answers: a value, or a reason a clerk can act on. A refusal is a finding, never an exception. */

/** `code` is stable and for programs; `ja` and `en` are one or two sentences that say what is wrong and what to write instead. */
export interface Reason {
  readonly code: string;
  readonly ja: string;
  readonly en: string;
}

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Reason };

export function accept<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function refuse(code: string, ja: string, en: string): Parsed<never> {
  return { ok: false, reason: { code, ja, en } };
}
