/** The synonyms of Sudachi's dictionary (Apache-2.0), kept small: 67,000 words, of which a search asks for a handful. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { foldText } from "../fold.ts";

const { resolve } = createRequire(import.meta.url);

/** Parsed whole, the dictionary would take a hundred megabytes for a moment; the pieces that matter stand in it in this order. */
const pieces =
  /"id":"\d+"|"expandControl":(\d),"vocabularyNumber":\d*,"gokeiSyubetsu":"([^"]*)"|"midashi":"([^"\\]*)"/gu;

/** A group that has more words than this is a list of kinds rather than of synonyms. */
const mostWords = 24;

/** Gives the words of each group that a term is in, as they are written. */
export function createGeneralSynonyms(): (term: string) => readonly string[] {
  const groups: string[][] = [];
  const groupsByTerm = new Map<string, number[]>();
  let control = "0";
  let isWrong = false;
  for (const [piece, expandControl, form, word] of readDictionary().matchAll(pieces)) {
    if (piece.startsWith('"id"')) groups.push([]);
    else if (word === undefined) {
      control = expandControl ?? "0";
      isWrong = form === "間違い";
    } else if (control !== "2" && !isWrong) {
      groups.at(-1)?.push(word);
      if (control === "0") addTo(groupsByTerm, foldText(word), groups.length - 1);
    }
  }
  return (term) => {
    const own = foldText(term);
    const words = (groupsByTerm.get(own) ?? []).flatMap((group) => groups[group] ?? []);
    return words.length > mostWords ? [] : [...new Set(words)].filter((word) => foldText(word) !== own);
  };
}

function readDictionary(): string {
  const folder = path.dirname(resolve("sudachi-synonyms-dictionary"));
  return readFileSync(path.join(folder, "sudachi-synonyms-dictionary.json"), "utf8");
}

function addTo(lists: Map<string, number[]>, key: string, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
