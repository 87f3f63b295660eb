/** The language that the person reads: what they chose here, else what their browser prefers. */
import { element } from "./element.js";

/** @import { Localised } from "./answers.d.ts" */
/** @typedef {"ja" | "en"} Language */

/** @type {Language} */
let current = "ja";

const place = "jinkatsu-language";

apply(chosenBefore() ?? preferred());

/** @returns {Language} */
export function language() {
  return current;
}

/** @param {Language} chosen */
export function useLanguage(chosen) {
  apply(chosen);
  try {
    localStorage.setItem(place, chosen);
  } catch {
    // A browser that keeps nothing asks again at the next visit.
  }
}

/** @param {Language} chosen */
function apply(chosen) {
  current = chosen;
  document.documentElement.lang = chosen;
}

/** @returns {Language | undefined} */
function chosenBefore() {
  try {
    const kept = localStorage.getItem(place);
    return kept === "ja" || kept === "en" ? kept : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} ja
 * @param {string} en
 */
export function say(ja, en) {
  return current === "ja" ? ja : en;
}

/**
 * What the graph has in one or both languages, marked where it is not the page's.
 * @param {Localised} text
 */
export function told({ ja, en }) {
  if (current === "en" && en) return element("span", {}, en);
  return element("span", current === "en" ? { lang: "ja" } : {}, ja);
}

/**
 * In the reader's language, and in Japanese too: that is what is compared.
 * @param {Localised} text
 */
export function toldInFull(text) {
  if (current === "ja" || !text.en) return told(text);
  return element("span", {}, text.en, element("br"), element("small", { lang: "ja" }, text.ja));
}

/** @param {Localised} text */
export function plain({ ja, en }) {
  return current === "en" && en ? en : ja;
}

/** @returns {Language} */
function preferred() {
  const first = navigator.languages.find((each) => /^(ja|en)\b/i.test(each));
  return first?.toLowerCase().startsWith("en") ? "en" : "ja";
}
