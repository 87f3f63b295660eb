/** A form that says what is wrong where it is wrong, and once above with links to each. */
import { element } from "../element.js";
import { say } from "../language.js";
import { refusalOf } from "./refusal.js";

/** @import { Content } from "../content.d.ts" */
/** @typedef {{ field: string | undefined, message: string }} FieldError */

/**
 * @param {object} options
 * @param {string} options.submit what its button says
 * @param {Content} options.fields
 * @param {(given: FormData) => Promise<readonly FieldError[]>} options.send resolves with what is wrong, if anything
 * @param {string} [options.id]
 * @param {boolean} [options.isKept] whether what is typed may be kept while the person signs in again
 */
export function form({ submit, fields, send, id, isKept = true }) {
  const summary = element("div", {});
  const button = element("button", { type: "submit", class: "button" }, submit);
  const made = element(
    "form",
    { novalidate: true, id, submit: sent },
    summary,
    fields,
    element("p", { class: "submit" }, button),
  );
  if (isKept) made.addEventListener("input", () => made.setAttribute("data-typed", ""));
  /** @param {Event} event */
  async function sent(event) {
    event.preventDefault();
    // A second press while the first is under way would do it twice.
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    clear(made, summary);
    try {
      const errors = await send(new FormData(made));
      if (errors.length > 0) showErrors(made, summary, errors);
      else made.removeAttribute("data-typed");
    } catch (error) {
      summary.replaceChildren(refusalOf(error));
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }
  return made;
}

/**
 * @param {HTMLFormElement} made
 * @param {HTMLElement} summary
 */
function clear(made, summary) {
  summary.replaceChildren();
  for (const message of made.querySelectorAll(".error")) {
    const place = message.closest("[data-field]");
    message.remove();
    if (place) describeError(place, message.id, false);
  }
}

/**
 * @param {HTMLFormElement} made
 * @param {HTMLElement} summary
 * @param {readonly FieldError[]} errors
 */
function showErrors(made, summary, errors) {
  for (const error of errors) markField(made, error);
  const box = element(
    "div",
    { class: "notice failure", role: "alert", tabindex: -1 },
    element("h2", {}, say("入力を確かめてください", "Check what you entered")),
    element(
      "ul",
      {},
      errors.map((error) => element("li", {}, link(made, error))),
    ),
  );
  summary.replaceChildren(box);
  box.focus();
}

/**
 * @param {HTMLFormElement} made
 * @param {FieldError} error
 */
function markField(made, { field, message }) {
  const place = field && made.querySelector(`[data-field="${CSS.escape(field)}"]`);
  if (!place) return;
  const prefix = element("span", { class: "visually-hidden" }, say("誤り: ", "Error: "));
  place.querySelector("label, legend")?.after(element("p", { class: "error", id: `${field}-error` }, prefix, message));
  describeError(place, `${field}-error`, true);
}

/**
 * Of a group, its frame is described; of a field, its control.
 * @param {Element} place
 * @param {string} id
 * @param {boolean} isWrong
 */
function describeError(place, id, isWrong) {
  const control = place.querySelector("input, select, textarea");
  const described = place instanceof HTMLFieldSetElement ? place : control;
  const others = (described?.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each && each !== id);
  const all = isWrong ? [id, ...others] : others;
  described?.setAttribute("aria-describedby", all.join(" "));
  control?.setAttribute("aria-invalid", String(isWrong));
}

/**
 * @param {HTMLFormElement} made
 * @param {FieldError} error
 * @returns {Content}
 */
function link(made, { field, message }) {
  const control = field && made.querySelector(`[data-field="${CSS.escape(field)}"] :is(input, select, textarea)`);
  if (!(control instanceof HTMLElement)) return message;
  /** @param {Event} event */
  const follow = (event) => {
    event.preventDefault();
    for (let place = control.closest("details"); place; place = place.parentElement?.closest("details") ?? null)
      place.open = true;
    control.focus();
  };
  return element("a", { href: `#${control.id}`, click: follow }, message);
}
