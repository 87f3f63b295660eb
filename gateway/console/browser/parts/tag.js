/** A word of a closed list as a tag; its colour says nothing that the word does not. */
import { element } from "../element.js";
import { say } from "../language.js";
import { word } from "./words.js";

/**
 * @param {string | null} code
 * @param {(code: string) => string} [inWords]
 */
export function tag(code, inWords = word) {
  if (code === null) return element("span", { class: "tag" }, say("未分類", "not classed"));
  return element("span", { class: `tag ${code.toLowerCase()}` }, inWords(code));
}
