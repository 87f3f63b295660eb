/** What is done about a decision; auditors add to it and say how far it is. */
import { nameIn } from "../choices.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { facts } from "../parts/facts.js";
import { field, select, textArea, textInput } from "../parts/fields.js";
import { form } from "../parts/form.js";
import { yen } from "../parts/formats.js";
import { readWhole } from "../parts/read-number.js";
import { word, wordChoices } from "../parts/words.js";
import { refresh } from "../router.js";
import { announce } from "../status.js";
import { isAuditor } from "../who.js";
import { change } from "./change.js";

/** @import { Action, Decision } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */

/**
 * @param {Decision} decision
 * @param {Choices} lists
 */
export function actionsOf({ id, state, actions }, lists) {
  if (state !== "RELEASED") return null;
  return [
    element("h2", {}, say("対応", "Actions")),
    actions.length === 0 && element("p", {}, say("まだありません。", "None yet.")),
    element(
      "ul",
      { class: "cards" },
      actions.map((action, index) => element("li", {}, card(action, index, lists))),
    ),
    isAuditor() &&
      element("details", {}, element("summary", {}, say("対応を加える", "Add an action")), newAction(id, lists)),
  ];
}

/**
 * @param {Action} action
 * @param {number} index
 * @param {Choices} lists
 */
function card(action, index, { departments }) {
  const { text, department, owner, dueOn, isOverdue, status, note, estimatedSaving, realisedSaving } = action;
  return element(
    "article",
    { class: "card" },
    element("h3", {}, text),
    facts([
      [say("担当", "In charge"), `${nameIn(departments, department)} ${owner}`],
      [say("期限", "Due"), isOverdue ? say(`${dueOn}（過ぎています）`, `${dueOn} (late)`) : dueOn],
      [say("状態", "Status"), word(status)],
      [say("説明", "Note"), note],
      [say("節減の見込み", "Estimated saving"), yen(estimatedSaving)],
      [say("実際の節減", "Realised saving"), yen(realisedSaving)],
    ]),
    isAuditor() &&
      element(
        "details",
        {},
        element("summary", {}, say("状態を変える", "Change the status")),
        statusForm(action, index),
      ),
  );
}

/**
 * @param {string} decisionId
 * @param {Choices} lists
 */
function newAction(decisionId, { departments }) {
  return form({
    submit: say("加える", "Add"),
    fields: [
      field({ id: "text", label: say("内容", "What is to be done"), isRequired: true, control: textArea({ rows: 2 }) }),
      field({
        id: "department",
        label: say("担当の部局", "Department"),
        isRequired: true,
        control: select({ choices: departments, none: say("選んでください", "Choose one") }),
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
        control: textInput({ type: "date", size: "short" }),
      }),
      field({
        id: "estimatedSaving",
        label: say("節減の見込み（円）", "Estimated saving (yen)"),
        control: textInput({ inputmode: "numeric", size: "short" }),
      }),
    ],
    async send(given) {
      const text = (/** @type {string} */ name) => String(given.get(name) ?? "").trim();
      const missing = ["text", "department", "owner", "dueOn"].filter((name) => text(name) === "");
      if (missing.length > 0)
        return missing.map((name) => ({ field: name, message: say("入力してください", "Enter it") }));
      const input = {
        decisionId,
        text: text("text"),
        department: text("department"),
        owner: text("owner"),
        dueOn: text("dueOn"),
        estimatedSaving: readWhole(text("estimatedSaving")) ?? null,
      };
      return change("add-action", { input }, done);
    },
  });
}

/**
 * @param {Action} action
 * @param {number} index tells its fields from those of the others
 */
function statusForm({ id, status, note, realisedSaving }, index) {
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
      const text = (/** @type {string} */ name) => String(given.get(named(name)) ?? "").trim();
      const input = {
        actionId: id,
        status: text("status"),
        note: text("note") || null,
        realisedSaving: readWhole(text("realised")) ?? null,
      };
      return change("change-action", { input }, done);
    },
  });
}

function done() {
  announce(say("保存しました", "Saved"));
  refresh();
}
