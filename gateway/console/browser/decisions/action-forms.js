/** The forms by which auditors add an action, and say how far one is. */
import { say } from "../language.js";
import { field, select, textArea, textInput } from "../parts/fields.js";
import { form } from "../parts/form.js";
import { todayInJapan } from "../parts/formats.js";
import { readWhole } from "../parts/read-number.js";
import { wordChoices } from "../parts/words.js";
import { refresh } from "../router.js";
import { announce } from "../status.js";
import { change } from "./change.js";

/** @import { Action } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
/** @import { FieldError } from "../parts/form.js" */

const required = /** @type {const} */ (["text", "department", "owner", "dueOn"]);

/**
 * @param {string} decisionId
 * @param {Choices} lists
 */
export function newActionForm(decisionId, lists) {
  return form({
    submit: say("追加する", "Add"),
    fields: newActionFields(lists),
    async send(given) {
      const text = readerOf(given);
      const [textOf, department, owner, dueOn] = required.map(text);
      const errors = [
        ...required.flatMap((name) => missing(name, text(name))),
        ...pastErrors(String(dueOn)),
        ...amountErrors("estimatedSaving", text),
      ];
      if (errors.length > 0) return errors;
      const estimatedSaving = readWhole(text("estimatedSaving")) ?? null;
      const input = { decisionId, text: textOf, department, owner, dueOn, estimatedSaving };
      return change("add-action", { input }, saved);
    },
  });
}

/** @param {Choices} lists */
function newActionFields({ departments }) {
  const none = say("選んでください", "Choose one");
  return [
    field({
      id: "text",
      label: say("内容", "What is to be done"),
      isRequired: true,
      control: textArea({ rows: 2 }),
    }),
    field({
      id: "department",
      label: say("担当の部局", "Department"),
      isRequired: true,
      control: select({ choices: departments, none }),
    }),
    field({
      id: "owner",
      label: say("担当（組織名）", "Unit in charge"),
      hint: say("課の名前。個人の名前は書かないでください。", "A unit; never a person's name."),
      isRequired: true,
      control: textInput(),
    }),
    field({
      id: "dueOn",
      label: say("期限", "Due date"),
      isRequired: true,
      control: textInput({ type: "date", size: "short", min: todayInJapan() }),
    }),
    field({
      id: "estimatedSaving",
      label: say("節減の見込み（円）", "Estimated saving (yen)"),
      control: textInput({ inputmode: "numeric", size: "short" }),
    }),
  ];
}

/**
 * @param {Action} action
 * @param {number} index tells its fields from those of the others
 */
export function statusForm({ id, status, note, realisedSaving }, index) {
  const named = (/** @type {string} */ name) => `${name}-${index}`;
  const statuses = wordChoices("NOT_ADDRESSED", "PARTIALLY_ADDRESSED", "ADDRESSED", "CLOSED_OTHER");
  return form({
    submit: say("変える", "Change"),
    fields: [
      field({
        id: named("status"),
        label: say("状態", "Status"),
        control: select({ choices: statuses, chosen: status }),
      }),
      field({ id: named("note"), label: say("説明", "Note"), control: textArea({ value: note ?? "", rows: 2 }) }),
      field({
        id: named("realised"),
        label: say("実際の節減（円）", "Realised saving (yen)"),
        control: textInput({ value: String(realisedSaving ?? ""), inputmode: "numeric", size: "short" }),
      }),
    ],
    async send(given) {
      const text = readerOf(given);
      const errors = amountErrors(named("realised"), text);
      if (errors.length > 0) return errors;
      const realised = readWhole(text(named("realised"))) ?? null;
      const input = {
        actionId: id,
        status: text(named("status")),
        note: text(named("note")) || null,
        realisedSaving: realised,
      };
      return change("change-action", { input }, saved);
    },
  });
}

/** @param {FormData} given */
function readerOf(given) {
  return (/** @type {string} */ name) => String(given.get(name) ?? "").trim();
}

/**
 * @param {string} name
 * @param {string} value
 * @returns {readonly FieldError[]}
 */
function missing(name, value) {
  return value === "" ? [{ field: name, message: missingText(name) }] : [];
}

/**
 * @param {string} dueOn
 * @returns {readonly FieldError[]}
 */
function pastErrors(dueOn) {
  if (dueOn === "" || dueOn >= todayInJapan()) return [];
  return [{ field: "dueOn", message: say("期限は今日以降の日を入力してください", "Enter today or a later day") }];
}

/** @param {string} name */
function missingText(name) {
  if (name === "text") return say("内容を入力してください", "Say what is to be done");
  if (name === "department") return say("担当の部局を選んでください", "Choose the department");
  if (name === "owner") return say("担当の組織名を入力してください", "Enter the unit in charge");
  return say("期限を入力してください", "Enter the due date");
}

/**
 * @param {string} name
 * @param {(name: string) => string} text
 * @returns {readonly FieldError[]}
 */
function amountErrors(name, text) {
  if (text(name) === "" || readWhole(text(name)) !== undefined) return [];
  return [{ field: name, message: say("金額は 0 以上の整数を円で入力してください", "Enter a whole number of yen") }];
}

function saved() {
  announce(say("保存しました", "Saved"));
  refresh();
}
