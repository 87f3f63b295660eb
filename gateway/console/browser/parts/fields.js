/** Fields of forms: a label, a hint, a place for what is wrong, and one control or a group of them. */
import { element, give } from "../element.js";
import { plain, say } from "../language.js";

/** @import { Choice } from "../answers.d.ts" */
/** @import { Content } from "../content.d.ts" */
/** @typedef {{ id: string, label: string, hint?: string, isRequired?: boolean }} Described */

/**
 * @param {Described & { control: HTMLElement }} described
 */
export function field({ id, label, hint, isRequired = false, control }) {
  const hintId = hint && `${id}-hint`;
  give(control, "id", id);
  give(control, "name", id);
  give(control, "aria-describedby", hintId);
  if (isRequired) give(control, "aria-required", "true");
  return element(
    "div",
    { class: "field", "data-field": id },
    element("label", { for: id }, label, required(isRequired)),
    hint && element("p", { class: "hint", id: hintId }, hint),
    control,
  );
}

/** @typedef {Described & { kind: "checkbox" | "radio", choices: readonly Choice[], chosen?: readonly string[] }} Group */

/** @param {Group} described */
export function group(described) {
  return frameOf(described, element("div", { class: "choices" }, itemsOf(described, described.choices, 0)));
}

/**
 * A long list in parts, each with its heading. It is opened when it is wanted: whoever goes by keyboard would have to pass all of it.
 * @param {Group & { parts: readonly (readonly [heading: string, belongs: (choice: Choice) => boolean])[] }} described
 */
export function listed({ parts, ...described }) {
  let before = 0;
  const contents = parts.map(([heading, belongs]) => {
    const choices = described.choices.filter(belongs);
    const items = itemsOf(described, choices, before);
    before += choices.length;
    return element("fieldset", {}, element("legend", {}, heading), element("div", { class: "columns" }, items));
  });
  return frameOf(described, opened(element("div", { class: "listed" }, contents)));
}

/** @param {HTMLElement} list */
function opened(list) {
  const summary = element("summary", {});
  const count = () => {
    const chosen = list.querySelectorAll("input:checked").length;
    summary.textContent = say(`一覧から選ぶ（選択 ${chosen}）`, `Choose from the list (${chosen} chosen)`);
    return chosen;
  };
  return element("details", { open: count() > 0, change: count }, summary, list);
}

/**
 * @param {Described} described
 * @param {HTMLElement} choices
 */
function frameOf({ id, label, hint, isRequired = false }, choices) {
  const hintId = hint && `${id}-hint`;
  return element(
    "fieldset",
    { class: "field", "data-field": id, "aria-describedby": hintId },
    element("legend", {}, label, required(isRequired)),
    hint && element("p", { class: "hint", id: hintId }, hint),
    choices,
  );
}

/**
 * The first bears the id of the group, so that a link to the group leads into it.
 * @param {Group} group
 * @param {readonly Choice[]} choices
 * @param {number} before how many stand before these
 */
function itemsOf({ id, kind, chosen = [] }, choices, before) {
  return choices.map(({ code, name }, index) => {
    const itemId = before + index === 0 ? id : `${id}-${before + index}`;
    const input = element("input", { type: kind, id: itemId, name: id, value: code, checked: chosen.includes(code) });
    return element("div", { class: "choice" }, input, element("label", { for: itemId }, plain(name)));
  });
}

/** @param {boolean} isRequired @returns {Content} */
function required(isRequired) {
  return isRequired && element("span", { class: "required" }, say("必須", "required"));
}

/** @param {{ value?: string, inputmode?: string, size?: "short" | "long", type?: string, min?: string }} [options] */
export function textInput({ value = "", inputmode, size = "long", type = "text", min } = {}) {
  return element("input", { type, value, min, inputmode, class: size, autocomplete: "off" });
}

/** @param {{ value?: string, rows?: number, isRequired?: boolean }} [options] */
export function textArea({ value = "", rows = 3 } = {}) {
  return element("textarea", { rows, autocomplete: "off", spellcheck: "false" }, value);
}

/** @param {{ choices: readonly Choice[], chosen?: string, none?: string }} options */
export function select({ choices, chosen = "", none }) {
  const first = none === undefined ? [] : [element("option", { value: "" }, none)];
  const others = choices.map(({ code, name }) =>
    element("option", { value: code, selected: code === chosen }, plain(name)),
  );
  return element("select", {}, first, others);
}
