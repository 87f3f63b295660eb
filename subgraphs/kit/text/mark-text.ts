/** Marks in a text where others stand, whatever the spelling: the text is given back as it was, in pieces. */
import { foldText } from "./fold.ts";

export interface TextFragment {
  readonly text: string;
  readonly isMarked: boolean;
}

/** `needles` are folded. */
export function markText(text: string, needles: readonly string[]): readonly TextFragment[] {
  const { folded, starts, ends } = foldWithPlaces(text);
  const isMarked = new Uint8Array(text.length);
  for (const needle of new Set(needles)) {
    for (let at = needle === "" ? -1 : folded.indexOf(needle); at !== -1; at = folded.indexOf(needle, at + 1)) {
      isMarked.fill(1, starts[at], ends[at + needle.length - 1]);
    }
  }
  return piecesOf(text, isMarked);
}

export interface FoldedText {
  readonly folded: string;
  /** Where in the text each folded character begins and ends. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** A mark that belongs to the character before: the dots of ｶﾞ, and ー, which makes no difference. */
const ONE = /\P{M}[\p{M}ﾞﾟ]*[ーｰ]*/gu;

export function foldWithPlaces(text: string): FoldedText {
  const [starts, ends]: [number[], number[]] = [[], []];
  let folded = "";
  for (const { 0: piece, index } of text.matchAll(ONE)) {
    const form = piece === "々" ? folded.slice(-1) : foldText(piece);
    for (const _ of form.split("")) {
      starts.push(index);
      ends.push(index + piece.length);
    }
    folded += form;
  }
  return { folded, starts, ends };
}

function piecesOf(text: string, marks: Uint8Array): readonly TextFragment[] {
  const pieces: TextFragment[] = [];
  let from = 0;
  for (let at = 1; at <= text.length; at++) {
    if (at < text.length && marks[at] === marks[from]) continue;
    pieces.push({ text: text.slice(from, at), isMarked: marks[from] === 1 });
    from = at;
  }
  return pieces.filter((piece) => piece.text !== "");
}
