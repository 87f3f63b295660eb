/** A word of a closed list as a tag; its colour says nothing that the word does not. */
import { element } from "../element.js";
import { say } from "../language.js";
import { word } from "./words.js";

/** @param {string | null} code */
export function tag(code) {
  if (code === null) return element("span", { class: "tag" }, say("未分類", "not classed"));
  return element("span", { class: `tag ${code.toLowerCase()}` }, word(code));
}
