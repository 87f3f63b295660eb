/** The options of a proposal: as many as there are, each with what it saves, how sure that is, and what else it brings about. */

import { element } from "../element.js";
import { say } from "../language.js";
import { field, select, textArea, textInput } from "../parts/fields.js";
import { hint } from "../parts/paragraphs.js";
import { wordChoices } from "../parts/words.js";
import { announce } from "../status.js";
import { nameOf } from "./options-given.js";

/** @import { OptionField } from "./options-given.js" */

/** @param {readonly number[]} indices of the rows that there are already; none for a first one */
export function optionRows(indices) {
  const rows = element("div", {});
  let last = Math.max(0, ...indices);
  const add = (index = last + 1) => {
    last = Math.max(last, index);
    const made = row(index, remove);
    rows.append(made);
    number(rows);
    return made;
  };
  const remove = (/** @type {HTMLElement} */ gone) => {
    const next = gone.nextElementSibling ?? gone.previousElementSibling;
    gone.remove();
    number(rows);
    next?.querySelector("select")?.focus();
    announce(say("対応案を取り除きました", "The option was removed"));
    // Whoever keeps what is entered hears of it.
    rows.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const click = () => add().querySelector("select")?.focus();
  for (const index of indices.length > 0 ? indices : [1]) add(index);
  return element(
    "section",
    { "aria-labelledby": "options-heading" },
    element("h3", { id: "options-heading" }, say("対応案", "Options")),
    hint(
      "統合、調整、役割分担、終了、継続。重なりを認めるときは一つ以上。",
      "Merge, coordinate, divide roles, end, keep. At least one where an overlap is confirmed.",
    ),
    rows,
    element(
      "p",
      {},
      element(
        "button",
        { type: "button", class: "button second", id: "add-option", click },
        say("対応案を追加", "Add an option"),
      ),
    ),
  );
}

/** A single one cannot be taken away: what is left empty is no option. @param {HTMLElement} rows */
function number(rows) {
  const all = [...rows.children];
  all.forEach((each, at) => {
    const name = say(`対応案 ${at + 1}`, `Option ${at + 1}`);
    each.querySelector("legend")?.replaceChildren(name);
    const button = each.querySelector("button");
    button?.replaceChildren(say(`${name} を取り除く`, `Remove option ${at + 1}`));
    button?.toggleAttribute("hidden", all.length === 1);
  });
}

/**
 * @param {number} index tells its fields from those of the others
 * @param {(gone: HTMLElement) => void} remove
 */
function row(index, remove) {
  const id = (/** @type {OptionField} */ name) => nameOf(index, name);
  const amount = () => textInput({ inputmode: "numeric", size: "short" });
  /** @type {HTMLElement} */
  const made = element(
    "fieldset",
    { class: "boxed" },
    element("legend", {}),
    field({
      id: id("kind"),
      label: say("対応案", "What"),
      control: select({
        choices: wordChoices("MERGE", "COORDINATE", "DIVIDE_ROLES", "END", "KEEP"),
        none: say("選んでください", "Choose one"),
      }),
    }),
    field({ id: id("text"), label: say("説明", "What it means"), control: textArea({ rows: 2 }) }),
    element(
      "div",
      { class: "beside" },
      field({
        id: id("savingFrom"),
        label: say("節減の見込み、少なく見て（円）", "Least expected saving (yen)"),
        control: amount(),
      }),
      field({
        id: id("savingTo"),
        label: say("節減の見込み、多く見て（円）", "Most expected saving (yen)"),
        control: amount(),
      }),
      field({
        id: id("confidence"),
        label: say("確かさ", "Confidence"),
        control: select({ choices: wordChoices("LOW", "MEDIUM", "HIGH"), none: say("示さない", "Not stated") }),
      }),
    ),
    field({
      id: id("effects"),
      label: say("この対応案の影響", "What else it would bring about"),
      control: textArea({ rows: 2 }),
    }),
    element("p", {}, element("button", { type: "button", class: "plain", click: () => remove(made) })),
  );
  return made;
}
