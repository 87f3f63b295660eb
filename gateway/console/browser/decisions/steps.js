/** How far a decision is, as steps. */
import { element } from "../element.js";
import { say } from "../language.js";
import { moment } from "../parts/formats.js";

/** @import { Decision } from "../answers.d.ts" */

/** @param {Decision} decision */
export function stepsOf({ state, proposedAt, approvedAt, releasedAt, answers, actions, isAddressed }) {
  const isOut = state === "RELEASED";
  const isRefused = state === "REFUSED";
  const steps = [
    { name: say("案", "Proposed"), isDone: true, note: moment(proposedAt) },
    isRefused
      ? { name: say("差し戻し", "Sent back"), isDone: true, note: "" }
      : { name: say("別の人の承認", "Approved by another"), isDone: state !== "PROPOSED", note: moment(approvedAt) },
    { name: say("部局に公表", "Released"), isDone: isOut, note: moment(releasedAt) },
    {
      name: say("部局の答え", "Answered"),
      isDone: answers.length > 0,
      note: answers.length > 0 ? say(`${answers.length} 件`, String(answers.length)) : "",
    },
    {
      name: say("対応", "Acted upon"),
      isDone: isAddressed === true,
      note: actions.length > 0 ? say(`${actions.length} 件`, String(actions.length)) : "",
    },
  ];
  const current = isRefused ? 1 : steps.findIndex(({ isDone }) => !isDone);
  return element(
    "ol",
    { class: "steps", "aria-label": say("進み具合", "How far it is") },
    steps.map((step, index) => item(step, index === current)),
  );
}

/**
 * @param {{ name: string, isDone: boolean, note: string }} step
 * @param {boolean} isCurrent
 */
function item({ name, isDone, note }, isCurrent) {
  const said = element("span", { class: "visually-hidden" }, isDone ? say("（済み）", " (done)") : "");
  return element(
    "li",
    { class: isDone ? "done" : "", "aria-current": isCurrent && "step" },
    name,
    said,
    note && element("small", {}, note),
  );
}
