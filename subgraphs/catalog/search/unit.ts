/** A piece of a question, and the ways in which a record can meet it. */

export type WayKind = "exact" | "part" | "reading" | "synonym" | "narrower" | "wider" | "general" | "distant" | "apart";

export interface Way {
  readonly kind: WayKind;
  /** What stands in a record that is met in this way, for a person to read. */
  readonly text: string;
  readonly terms: readonly string[];
  /** Whether a record must have all of the terms, or any. */
  readonly needs: "all" | "any";
  /** Whether a term may go on: bus in busses. */
  readonly prefix: boolean;
}

export interface Unit {
  readonly text: string;
  /** From 0 to 1: a noun says more than a verb, and 補助金 next to nothing. */
  readonly strength: number;
  /** Somebody has put it in quotation marks. */
  readonly isRequired: boolean;
  /** Says only that two units before it stand side by side; it is told to nobody as missing. */
  readonly isLink: boolean;
  readonly ways: readonly Way[];
}

export interface WayWorth {
  /** The share of the unit that is met. */
  readonly cover: number;
  /** The share of its score that a record gets. */
  readonly score: number;
}

/** Exact before reading before synonym, and characters that may belong to another word last. */
export const worths: Readonly<Record<WayKind, WayWorth>> = {
  exact: { cover: 1, score: 1 },
  part: { cover: 0.95, score: 0.6 },
  reading: { cover: 0.9, score: 0.75 },
  synonym: { cover: 0.9, score: 0.6 },
  narrower: { cover: 0.8, score: 0.5 },
  wider: { cover: 0.55, score: 0.3 },
  general: { cover: 0.75, score: 0.35 },
  distant: { cover: 0.6, score: 0.2 },
  apart: { cover: 0.35, score: 0.2 },
};
