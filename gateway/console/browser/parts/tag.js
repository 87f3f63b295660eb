/** A word of a closed list as a tag; its colour says nothing that the word does not. */
import { element } from "../element.js";
import { say } from "../language.js";
import { bits } from "./formats.js";
import { word } from "./words.js";

/**
 * @param {string | null} code
 * @param {(code: string) => string} [inWords]
 */
export function tag(code, inWords = word) {
  if (code === null) return element("span", { class: "tag" }, say("未分類", "not classed"));
  return element("span", { class: `tag ${code.toLowerCase()}` }, inWords(code));
}

/**
 * What is said of a pair above all: its class, how far it was looked at, and the weight of its evidence. Where people's judgements
 * speak against the class, it is put off: one page does not say both.
 * @param {{ class: string | null, state: string, bits: number, isClassDoubted: boolean }} pair
 */
export function pairTags({ class: found, state, bits: weight, isClassDoubted }) {
  const inBits = say(`類似度 ${bits(weight)}`, `Score ${bits(weight)}`);
  const doubted = say("種類は保留（似ていない見込み）", "Kind put off (probably not alike)");
  const proposed = isClassDoubted ? element("span", { class: "tag" }, doubted) : tag(found);
  return element("p", { class: "tags" }, proposed, tag(state), element("span", { class: "weight" }, inBits));
}
