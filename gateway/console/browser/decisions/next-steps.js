/** What whoever looks at a decision may do with it next: the forms of their role, in its state. */
import { element } from "../element.js";
import { say } from "../language.js";
import { field, group, textArea } from "../parts/fields.js";
import { form } from "../parts/form.js";
import { wordChoices } from "../parts/words.js";
import { refresh } from "../router.js";
import { announce } from "../status.js";
import { isAuditor, ownDepartment } from "../who.js";
import { change } from "./change.js";

/** @import { Decision } from "../answers.d.ts" */

/** @param {Decision} decision */
export function nextSteps(decision) {
  const { state } = decision;
  if (isAuditor() && state === "PROPOSED") return decision.canApprove ? approval(decision) : awaitsAnother();
  if (isAuditor() && state === "APPROVED") return release(decision);
  return isConcerned(decision) && state === "RELEASED" ? answer(decision) : null;
}

/** @param {Decision} decision */
function isConcerned({ measures, actions }) {
  const own = ownDepartment();
  return own !== undefined && [...measures, ...actions].some(({ department }) => department === own);
}

function awaitsAnother() {
  return element(
    "p",
    { class: "notice" },
    say(
      "あなたが出した案です。別の監査担当者の承認を待っています。",
      "You proposed this. It awaits the approval of another auditor.",
    ),
  );
}

/** @param {Decision} decision */
function approval({ id }) {
  return [
    element("h2", {}, say("承認するか", "Approve it?")),
    form({
      submit: say("承認する", "Approve"),
      fields: null,
      send: () => change("approve", { id }, done(say("承認しました", "Approved"))),
    }),
    element(
      "details",
      {},
      element("summary", {}, say("差し戻す", "Send it back")),
      form({
        submit: say("差し戻す", "Send back"),
        fields: field({ id: "refusal", label: say("差し戻しの理由", "Why"), isRequired: true, control: textArea() }),
        async send(given) {
          const reason = String(given.get("refusal") ?? "").trim();
          if (reason === "")
            return [{ field: "refusal", message: say("差し戻しの理由を入力してください", "Enter why") }];
          return change("refuse", { id, reason }, done(say("差し戻しました", "Sent back")));
        },
      }),
    ),
  ];
}

/** @param {Decision} decision */
function release({ id }) {
  return [
    element("h2", {}, say("部局に公表する", "Release it to the departments")),
    element(
      "p",
      {},
      say(
        "公表すると、関係する部局がこの判断を読み、答えられます。取り消せません。",
        "The departments that it is about can then read and answer it. It cannot be taken back.",
      ),
    ),
    form({
      submit: say("公表する", "Release"),
      fields: null,
      send: () => change("release", { id }, done(say("公表しました", "Released"))),
    }),
  ];
}

/** @param {Decision} decision */
function answer({ id }) {
  return [
    element("h2", {}, say("部局として答える", "Answer for your department")),
    form({
      submit: say("答える", "Answer"),
      fields: [
        group({
          id: "position",
          label: say("立場", "Position"),
          isRequired: true,
          kind: "radio",
          choices: wordChoices("AGREE", "PARTLY", "DISAGREE"),
        }),
        field({ id: "comment", label: say("意見", "Words"), control: textArea() }),
      ],
      async send(given) {
        const position = given.get("position");
        if (!position) return [{ field: "position", message: say("立場を選んでください", "Choose a position") }];
        return change(
          "answer",
          { id, position, comment: String(given.get("comment") ?? "") },
          done(say("答えました", "Answered")),
        );
      },
    }),
  ];
}

/** @param {string} text */
function done(text) {
  return () => {
    announce(text);
    refresh();
  };
}
