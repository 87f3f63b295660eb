/** Compares two records: what their words have in common, in all and in each dimension, and which facet values. */
import { type Features, inActivities, inBeneficiaries, inGoals, inTitle, isCommon, unit } from "./features.ts";
import { weights } from "./weights.ts";

const weightMask = unit;
const boilerplate = inTitle | isCommon;
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

/** The same both ways round, to the bit: it adds whole numbers only. */
export function compareWords(a: Place, b: Place, into: Comparison): Comparison {
  return compareNoted(noteWords(a), b, into);
}

const places = 4096;

/** A record's words by their hash, place + 1: one look tells that a word of another record is not among them. */
export interface Noted {
  readonly place: Place;
  readonly words: Uint16Array;
}

/** One record is compared with many in turn, and is noted once. Valid until the next is noted. */
export function noteWords(place: Place): Noted {
  noted.fill(0);
  for (let at = place.from; at < place.to; at++) {
    let hash = hashOf(place.keys[at] ?? 0);
    while (noted[hash] !== 0) hash = (hash + 1) % places;
    noted[hash] = at - place.from + 1;
  }
  return { place, words: noted };
}

const noted = new Uint16Array(places);

function hashOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> 20;
}

export function compareNoted({ place: a, words }: Noted, b: Place, into: Comparison): Comparison {
  addDots(a, words, b);
  const whole = Math.sqrt(squareOf(a, 0) * squareOf(b, 0)) || 1;
  into.title = dots.title / whole;
  into.text = textOf(dots, whole);
  into.goals = cosine(dots.goals, squareOf(a, 1) * squareOf(b, 1));
  into.activities = cosine(dots.activities, squareOf(a, 2) * squareOf(b, 2));
  into.beneficiaries = cosine(dots.beneficiaries, squareOf(a, 3) * squareOf(b, 3));
  return into;
}

/** What stands in both titles, and what many records say, is capped: either can be boilerplate. Beside as many words of their own, it is none. */
function textOf({ all, title, common, commonTitle }: typeof dots, whole: number): number {
  const ownTitle = Math.min((title - commonTitle) / whole, weights.titleCap);
  const own = (all - title - common + commonTitle) / whole + ownTitle;
  return own + Math.min(common / whole, Math.max(own, weights.commonCap));
}

/** Of the comparison that is being made. */
const dots = { all: 0, title: 0, common: 0, commonTitle: 0, goals: 0, activities: 0, beneficiaries: 0 };

/** The innermost loop of a batch: what it reads and writes is at hand, and few of its words are shared. */
function addDots(
  { keys, marks, from }: Place,
  words: Uint16Array,
  { keys: others, marks: otherMarks, from: start, to }: Place,
): void {
  dots.all = dots.title = dots.common = dots.commonTitle = dots.goals = dots.activities = dots.beneficiaries = 0;
  const before = from - 1;
  for (let at = start; at < to; at++) {
    const key = others[at] ?? 0;
    let hash = hashOf(key);
    for (let own = words[hash] ?? 0; own !== 0; own = words[hash] ?? 0) {
      if (keys[before + own] === key) {
        addShared(marks[before + own] ?? 0, otherMarks[at] ?? 0);
        break;
      }
      hash = (hash + 1) % places;
    }
  }
}

function addShared(left: number, right: number): void {
  const product = (left & weightMask) * (right & weightMask);
  const both = left & right;
  dots.all += product;
  if (both & inTitle) dots.title += product;
  if (both & isCommon) dots.common += product;
  if ((both & boilerplate) === boilerplate) dots.commonTitle += product;
  if (both & inGoals) dots.goals += product;
  if (both & inActivities) dots.activities += product;
  if (both & inBeneficiaries) dots.beneficiaries += product;
}

function cosine(dot: number, squares: number): number {
  return squares === 0 ? -1 : dot / Math.sqrt(squares);
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
