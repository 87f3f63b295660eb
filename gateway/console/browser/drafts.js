/** What was typed and not yet sent, for the page that is shown next at the same address: after signing in again, or in another language. */
import { fill } from "./parts/draft.js";
import { subjectHere } from "./who.js";

/** @typedef {{ key: string, entries: [string, string][] }} TypedForm */
/** @typedef {{ address: string, subject: string | null, forms: TypedForm[] }} Draft */

/** Of this tab only, and taken out as soon as it is shown. */
const place = "jinkatsu-draft";

export function keepDraft() {
  const forms = typedForms().map((form) => ({ key: keyOf(form), entries: entriesOf(form) }));
  if (forms.length === 0) return;
  write({ address: location.hash, subject: subjectHere(), forms });
}

/** Whoever signs in after another sees nothing of theirs. */
export function restoreDraft() {
  const draft = read();
  if (draft === undefined) return;
  if (draft.subject !== subjectHere()) return remove();
  if (draft.address !== location.hash) return;
  const restored = draft.forms.filter(({ key, entries }) => restore(key, entries));
  if (restored.length > 0) remove();
}

/**
 * @param {string} key
 * @param {TypedForm["entries"]} entries
 */
function restore(key, entries) {
  const form = formsHere().find((each) => keyOf(each) === key);
  if (form === undefined) return false;
  const typed = new FormData();
  for (const [name, value] of entries) typed.append(name, value);
  fill(form, typed);
  // Whoever keeps what is entered hears of it, and a form that has more fields by now gives way to it.
  form.dispatchEvent(new Event("input", { bubbles: true }));
  form.dispatchEvent(new CustomEvent("draft", { detail: typed }));
  return true;
}

function formsHere() {
  return [...document.querySelectorAll("main form")].filter((each) => each instanceof HTMLFormElement);
}

function typedForms() {
  return formsHere().filter((each) => each.hasAttribute("data-typed"));
}

/** Its first field tells a form from the others of its page. @param {HTMLFormElement} form */
function keyOf(form) {
  return form.querySelector("[name]")?.getAttribute("name") ?? "";
}

/** @param {HTMLFormElement} form @returns {TypedForm["entries"]} */
function entriesOf(form) {
  return [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === "string" ? [/** @type {[string, string]} */ ([name, value])] : [],
  );
}

/** @returns {Draft | undefined} */
function read() {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? "") ?? undefined;
  } catch {
    return undefined;
  }
}

/** @param {Draft} draft */
function write(draft) {
  try {
    sessionStorage.setItem(place, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing loses it.
  }
}

function remove() {
  sessionStorage.removeItem(place);
}
