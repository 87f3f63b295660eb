/** What was entered as options, as the graph takes it; or what is wrong with it, and where. */
import { say } from "../language.js";
import { readWhole } from "../parts/read-number.js";

/** @import { FieldError } from "../parts/form.js" */
/** @typedef {"kind" | "text" | "savingFrom" | "savingTo" | "confidence" | "effects"} OptionField */

/**
 * Of a field of the row with this index.
 * @param {number} index
 * @param {OptionField} name
 */
export function nameOf(index, name) {
  return `option-${index}-${name}`;
}

/** By what the fields of each row are told from those of the others, in their order. @param {FormData} given */
export function optionIndices(given) {
  return [...given.keys()].flatMap((key) => {
    const [, index] = /^option-(\d+)-kind$/.exec(key) ?? [];
    return index === undefined ? [] : [Number(index)];
  });
}

/**
 * Of the rows in which something was entered.
 * @param {FormData} given
 * @param {boolean} isWanted whether one is needed
 */
export function optionsIn(given, isWanted) {
  const indices = optionIndices(given);
  const rows = indices.map((index, at) => {
    const text = (/** @type {OptionField} */ name) => String(given.get(nameOf(index, name)) ?? "").trim();
    return { index, place: say(`対応案 ${at + 1}: `, `Option ${at + 1}: `), text };
  });
  const entered = rows.filter(({ text }) => allFields.some((name) => text(name) !== ""));
  const errors = entered.flatMap(errorsIn);
  const [first] = indices;
  if (isWanted && entered.length === 0 && first !== undefined)
    errors.push({
      field: nameOf(first, "kind"),
      message: say("対応案を一つ以上示してください", "State at least one option"),
    });
  return { options: entered.map(optionOf), errors };
}

const allFields = /** @type {const} */ (["kind", "text", "savingFrom", "savingTo", "confidence", "effects"]);

/** @typedef {{ index: number, place: string, text: (name: OptionField) => string }} Row */

/** @param {Row} row */
function optionOf({ text }) {
  return {
    kind: text("kind"),
    text: text("text"),
    savingFrom: readWhole(text("savingFrom")) ?? null,
    savingTo: readWhole(text("savingTo")) ?? null,
    confidence: text("confidence") || null,
    effects: text("effects") || null,
  };
}

/**
 * @param {Row} row
 * @returns {FieldError[]}
 */
function errorsIn({ index, place, text }) {
  const isNoAmount = (/** @type {OptionField} */ name) => text(name) !== "" && readWhole(text(name)) === undefined;
  const [from, to] = [readWhole(text("savingFrom")), readWhole(text("savingTo"))];
  const amount = say("金額は 0 以上の整数を円で入力してください", "Enter a whole number of yen");
  /** @type {readonly (readonly [boolean, OptionField, string])[]} */
  const found = [
    [text("kind") === "", "kind", say("対応案を選んでください", "Choose what to do")],
    [text("text") === "", "text", say("対応案の説明を入力してください", "Say what the option means")],
    [isNoAmount("savingFrom"), "savingFrom", amount],
    [isNoAmount("savingTo"), "savingTo", amount],
    [
      from !== undefined && to !== undefined && to < from,
      "savingTo",
      say("多く見た節減は、少なく見た節減より小さくできません", "The most cannot be below the least"),
    ],
  ];
  return found.flatMap(([isWrong, name, message]) =>
    isWrong ? [{ field: nameOf(index, name), message: place + message }] : [],
  );
}
