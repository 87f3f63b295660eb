/** Compares two records: what their words have in common, in all and in each dimension, and which facet values. */
import { type Features, inActivities, inBeneficiaries, inGoals, inTitle, unit } from "./features.ts";
import { weights } from "./weights.ts";

const weightMask = unit;
export const squaresOfRecord = 4;

/** Where a record's numbers are: in arrays of its own or in those of its scope. */
export interface Place {
  readonly keys: Uint32Array;
  readonly marks: Uint16Array;
  readonly from: number;
  readonly to: number;
  /** The record's four begin at `squaresFrom`: see `squaresOf`. */
  readonly squares: Uint32Array;
  readonly squaresFrom: number;
}

/** Filled anew by each comparison, so that a million of them leave no garbage. All cosines from 0 to 1. */
export interface Comparison {
  text: number;
  /** The part of the text that is in both titles, before it is capped. */
  title: number;
  /** −1 where a record does not state it. */
  goals: number;
  activities: number;
  beneficiaries: number;
}

export function createComparison(): Comparison {
  return { text: 0, title: 0, goals: -1, activities: -1, beneficiaries: -1 };
}

export function placeOf({ keys, marks }: Features): Place {
  return { keys, marks, from: 0, to: keys.length, squares: squaresOf(marks), squaresFrom: 0 };
}

const dots = new Float64Array(5);

/** The same both ways round, to the bit: it adds whole numbers only. */
export function compareWords(a: Place, b: Place, into: Comparison): Comparison {
  addDots(a, b);
  const whole = Math.sqrt(squareOf(a, 0) * squareOf(b, 0)) || 1;
  into.title = (dots[4] ?? 0) / whole;
  into.text = ((dots[0] ?? 0) - (dots[4] ?? 0)) / whole + Math.min(into.title, weights.titleCap);
  into.goals = cosine(a, b, 1);
  into.activities = cosine(a, b, 2);
  into.beneficiaries = cosine(a, b, 3);
  return into;
}

function addDots(a: Place, b: Place): void {
  dots.fill(0);
  let [i, j] = [a.from, b.from];
  while (i < a.to && j < b.to) {
    const [left, right] = [a.keys[i] ?? 0, b.keys[j] ?? 0];
    if (left === right) addShared(a.marks[i] ?? 0, b.marks[j] ?? 0);
    if (left <= right) i += 1;
    if (left >= right) j += 1;
  }
}

function addShared(left: number, right: number): void {
  const product = (left & weightMask) * (right & weightMask);
  const both = left & right;
  dots[0] = (dots[0] ?? 0) + product;
  if (both & inGoals) dots[1] = (dots[1] ?? 0) + product;
  if (both & inActivities) dots[2] = (dots[2] ?? 0) + product;
  if (both & inBeneficiaries) dots[3] = (dots[3] ?? 0) + product;
  if (both & inTitle) dots[4] = (dots[4] ?? 0) + product;
}

function cosine(a: Place, b: Place, dimension: number): number {
  const product = squareOf(a, dimension) * squareOf(b, dimension);
  return product === 0 ? -1 : (dots[dimension] ?? 0) / Math.sqrt(product);
}

function squareOf({ squares, squaresFrom }: Place, dimension: number): number {
  return squares[squaresFrom + dimension] ?? 0;
}

/** The squared lengths of a record: in all, and of its words in each dimension. */
export function squaresOf(marks: Uint16Array): Uint32Array {
  const squares = new Uint32Array(squaresOfRecord);
  for (const mark of marks) {
    const square = (mark & weightMask) ** 2;
    squares[0] = (squares[0] ?? 0) + square;
    if (mark & inGoals) squares[1] = (squares[1] ?? 0) + square;
    if (mark & inActivities) squares[2] = (squares[2] ?? 0) + square;
    if (mark & inBeneficiaries) squares[3] = (squares[3] ?? 0) + square;
  }
  return squares;
}
