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
 * What is said of a pair above all: its class, how far it was looked at, and the weight of its evidence.
 * @param {string | null} found
 * @param {string} state
 * @param {number} weight
 */
export function pairTags(found, state, weight) {
  const inBits = say(`${bits(weight)} ビット`, `${bits(weight)} bits`);
  return element("p", { class: "tags" }, tag(found), tag(state), element("span", { class: "weight" }, inBits));
}
