/** Compares two records: what their words have in common, in all and in each dimension, and which facet values. */
import { type Features, inActivities, inBeneficiaries, inGoals, inTitle, unit } from "./features.ts";
import { weights } from "./weights.ts";

const weightMask = unit;

/** Where a record's numbers are: in arrays of its own or in those of its scope. */
export interface Place {
  readonly keys: Uint32Array;
  readonly marks: Uint16Array;
  readonly from: number;
  readonly to: number;
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
  return { keys, marks, from: 0, to: keys.length };
}

const squaresA = new Float64Array(4);
const squaresB = new Float64Array(4);
const dots = new Float64Array(5);

/** The same both ways round, to the bit: it adds whole numbers only. */
export function compareWords(a: Place, b: Place, into: Comparison): Comparison {
  squares(a, squaresA);
  squares(b, squaresB);
  addDots(a, b);
  const whole = Math.sqrt((squaresA[0] ?? 0) * (squaresB[0] ?? 0)) || 1;
  into.title = (dots[4] ?? 0) / whole;
  into.text = ((dots[0] ?? 0) - (dots[4] ?? 0)) / whole + Math.min(into.title, weights.titleCap);
  into.goals = cosine(1);
  into.activities = cosine(2);
  into.beneficiaries = cosine(3);
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

function squares({ marks, from, to }: Place, into: Float64Array): void {
  into.fill(0);
  for (let at = from; at < to; at++) {
    const mark = marks[at] ?? 0;
    const square = (mark & weightMask) ** 2;
    into[0] = (into[0] ?? 0) + square;
    if (mark & inGoals) into[1] = (into[1] ?? 0) + square;
    if (mark & inActivities) into[2] = (into[2] ?? 0) + square;
    if (mark & inBeneficiaries) into[3] = (into[3] ?? 0) + square;
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

function cosine(dimension: number): number {
  const product = (squaresA[dimension] ?? 0) * (squaresB[dimension] ?? 0);
  return product === 0 ? -1 : (dots[dimension] ?? 0) / Math.sqrt(product);
}
