/** The form by which one person proposes what to make of a finding; another approves it. */

import { say } from "../language.js";
import { fill } from "../parts/draft.js";
import { field, group, textArea } from "../parts/fields.js";
import { form } from "../parts/form.js";
import { hint } from "../parts/paragraphs.js";
import { verdicts, wordChoices } from "../parts/words.js";
import { addressOf, go } from "../router.js";
import { who } from "../who.js";
import { change } from "./change.js";
import { optionRows } from "./option-rows.js";
import { optionIndices, optionsIn } from "./options-given.js";

/** @import { FieldError } from "../parts/form.js" */
/** @typedef {{ findingId: string, isOverlap: boolean, proposed: string | null, snapshot: string | null }} About */

/** What a person entered about a finding, so that a change of language takes nothing away. @type {Map<string, FormData>} */
const drafts = new Map();

/** @param {About} about */
export function proposalForm(about) {
  const key = keyOf(about);
  const draft = drafts.get(key);
  const made = emptyForm(about, draft ? optionIndices(draft) : []);
  if (draft) fill(made, draft);
  made.addEventListener("input", () => drafts.set(key, new FormData(made)));
  // It may have more options than this form has rows.
  made.addEventListener("draft", (event) => {
    if (!(event instanceof CustomEvent)) return;
    drafts.set(key, event.detail);
    made.replaceWith(proposalForm(about));
  });
  return made;
}

/** Whoever signs in after another sees nothing of theirs. @param {About} about */
function keyOf({ findingId }) {
  return `${who()?.subject ?? ""} ${findingId}`;
}

/**
 * @param {About} about
 * @param {readonly number[]} options
 */
function emptyForm(about, options) {
  const { isOverlap, proposed } = about;
  return form({
    submit: say("監査意見案を提出", "Propose"),
    fields: [
      group({
        id: "verdict",
        label: say("指摘を認めるか", "Does the finding hold?"),
        isRequired: true,
        kind: "radio",
        choices: verdicts,
      }),
      isOverlap && overlapFields(proposed),
      field({ id: "reason", label: say("理由", "Reason"), isRequired: true, control: textArea() }),
      field({ id: "effects", label: say("見込まれる影響", "Expected effects"), control: textArea({ rows: 2 }) }),
      optionRows(options),
      hint(
        "別の監査担当者が承認するまでは案です。提出したことは証跡に残ります。",
        "It is a proposal until another auditor approves it. That you proposed it is in the trail.",
      ),
    ],
    async send(given) {
      const { input, errors } = proposalOf(given, about);
      if (errors.length > 0) return errors;
      return change("propose", { input }, (id) => {
        drafts.delete(keyOf(about));
        go(addressOf("/decision", { id }));
      });
    },
  });
}

/** @param {string | null} proposed */
function overlapFields(proposed) {
  const warranted = [
    { code: "yes", name: { ja: "理由があって重なっている", en: "Warranted" } },
    { code: "no", name: { ja: "理由がない", en: "Not warranted" } },
  ];
  return [
    group({
      id: "class",
      label: say("種類", "Kind"),
      kind: "radio",
      choices: wordChoices("DUPLICATION", "OVERLAP", "FRAGMENTATION", "SIBLING"),
      chosen: [proposed ?? ""],
    }),
    group({ id: "warranted", label: say("理由のある重なりか", "Is it warranted?"), kind: "radio", choices: warranted }),
  ];
}

/**
 * @param {FormData} given
 * @param {About} about
 */
function proposalOf(given, { findingId, isOverlap, snapshot }) {
  const text = (/** @type {string} */ name) => String(given.get(name) ?? "").trim();
  const stated = (/** @type {string} */ name) => text(name) || null;
  const isConfirmed = isOverlap && text("verdict") === "CONFIRMED";
  const { options, errors } = optionsIn(given, isConfirmed);
  const input = {
    findingId,
    snapshot,
    verdict: text("verdict"),
    class: stated("class"),
    warranted: text("warranted") === "" ? null : text("warranted") === "yes",
    reason: text("reason"),
    effects: stated("effects"),
    options,
  };
  return { input, errors: [...errorsIn(text, isConfirmed), ...errors] };
}

/**
 * @param {(name: string) => string} text
 * @param {boolean} isConfirmed
 * @returns {readonly FieldError[]}
 */
function errorsIn(text, isConfirmed) {
  /** @type {readonly (readonly [boolean, string, string])[]} */
  const found = [
    [text("verdict") === "", "verdict", say("指摘を認めるかを選んでください", "Choose whether the finding holds")],
    [isConfirmed && text("class") === "", "class", say("重なりの種類を選んでください", "Choose the kind of overlap")],
    [
      isConfirmed && text("warranted") === "",
      "warranted",
      say("理由のある重なりかを選んでください", "Choose whether the overlap is warranted"),
    ],
    [text("reason") === "", "reason", say("理由を入力してください", "Enter the reason")],
  ];
  return found.flatMap(([isWrong, field, message]) => (isWrong ? [{ field, message }] : []));
}
