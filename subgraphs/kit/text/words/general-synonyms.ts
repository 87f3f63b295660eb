/** The synonyms of Sudachi's dictionary (Apache-2.0), kept small: 67,000 words, of which a search asks for a handful. */
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { foldText } from "../fold.ts";
import { HashIndex } from "./hash-index.ts";

/** Gives of each term the words of each group that it is in, as they are written. */
export type GeneralSynonyms = (terms: readonly string[]) => readonly (readonly string[])[];

/** Read whole, the dictionary would take a hundred megabytes for a moment; the pieces that matter stand in it in this order. */
const pieces =
  /"id":"(\d+)"|"expandControl":(\d),"vocabularyNumber":\d*,"gokeiSyubetsu":"([^"]*)"|"midashi":"([^"\\]*)"/gu;

/** How far a word stands for its group: "0" from either side, "1" from that of the others, and this not at all. */
const never = "2";

/** A group that has more words than this is a list of kinds rather than of synonyms. */
const mostWords = 24;

/** Between the words of a group. */
const between = "\n";
/** Before a word that means the group only from its side: what asks for the others may get it, but it asks for none. */
const oneWay = "\t";

export async function readGeneralSynonyms(): Promise<GeneralSynonyms> {
  const groups: string[] = [];
  const index = new HashIndex();
  const reader = new GroupReader((words) => {
    for (const word of words) if (!word.startsWith(oneWay)) index.add(foldText(word), groups.length);
    groups.push(words.join(between));
  });
  for await (const text of readItems()) reader.read(text);
  reader.end();
  return (terms) => terms.map((term) => synonymsIn(groups, index, foldText(term)));
}

function synonymsIn(groups: readonly string[], index: HashIndex, term: string): readonly string[] {
  const own = index
    .find(term)
    .map((place) => (groups[place] ?? "").split(between))
    .filter((words) => words.some((word) => foldText(word) === term && !word.startsWith(oneWay)));
  const words = own.flat().map((word) => word.replace(oneWay, ""));
  return words.length > mostWords ? [] : [...new Set(words)].filter((word) => foldText(word) !== term);
}

/** Gathers words into groups, piece by piece. */
class GroupReader {
  readonly #tell: (words: readonly string[]) => void;
  #group: string[] = [];
  #control = never;

  constructor(tell: (words: readonly string[]) => void) {
    this.#tell = tell;
  }

  read(text: string): void {
    for (const [, id, control, form, word = ""] of text.matchAll(pieces)) {
      if (id !== undefined) this.end();
      else if (control !== undefined) this.#control = form === "間違い" ? never : control;
      else if (this.#control !== never) this.#group.push(this.#control === "0" ? word : oneWay + word);
    }
  }

  end(): void {
    this.#tell(this.#group);
    this.#group = [];
  }
}

/** The text of the dictionary, cut where an item ends. */
async function* readItems(): AsyncGenerator<string> {
  const folder = path.dirname(createRequire(import.meta.url).resolve("sudachi-synonyms-dictionary"));
  let rest = "";
  for await (const chunk of createReadStream(path.join(folder, "sudachi-synonyms-dictionary.json"), "utf8")) {
    const text: string = rest + chunk;
    const end = text.lastIndexOf("}") + 1;
    yield text.slice(0, end);
    rest = text.slice(end);
  }
}
