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

/** The same both ways round, to the bit: it adds whole numbers only. `a` stays as it is while it is compared; `b` may move. */
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

/** The words of `noted` by their hash, place + 1: one look tells that a word of the other record is not shared. */
const places = 4096;
const noted = new Uint16Array(places);
let notedOf: Place | undefined;

function addDots(a: Place, b: Place): void {
  dots.fill(0);
  // One record is compared with many in turn, and is noted once.
  if (notedOf !== a) note(a);
  for (let at = b.from; at < b.to; at++) {
    const key = b.keys[at] ?? 0;
    for (let place = hashOf(key); noted[place] !== 0; place = (place + 1) % places) {
      const own = a.from + (noted[place] ?? 0) - 1;
      if (a.keys[own] !== key) continue;
      addShared(a.marks[own] ?? 0, b.marks[at] ?? 0);
      break;
    }
  }
}

function note(a: Place): void {
  noted.fill(0);
  for (let at = a.from; at < a.to; at++) {
    let place = hashOf(a.keys[at] ?? 0);
    while (noted[place] !== 0) place = (place + 1) % places;
    noted[place] = at - a.from + 1;
  }
  notedOf = a;
}

function hashOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> 20;
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
