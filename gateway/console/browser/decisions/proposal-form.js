/** The form by which one person proposes what to make of a finding; another approves it. */
import { element } from "../element.js";
import { say } from "../language.js";
import { field, group, select, textArea, textInput } from "../parts/fields.js";
import { form } from "../parts/form.js";
import { readWhole } from "../parts/read-number.js";
import { verdicts, wordChoices } from "../parts/words.js";
import { addressOf, go } from "../router.js";
import { change } from "./change.js";

/** @import { FieldError } from "../parts/form.js" */
/** @typedef {{ findingId: string, isOverlap: boolean, proposed: string | null }} About */

/** @param {About} about */
export function proposalForm({ findingId, isOverlap, proposed }) {
  return form({
    submit: say("案を出す", "Propose"),
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
      optionFields(),
      element(
        "p",
        { class: "hint" },
        say(
          "別の監査担当者が承認するまでは案です。案を出したことは証跡に残ります。",
          "It is a proposal until another auditor approves it. That you proposed it is in the trail.",
        ),
      ),
    ],
    async send(given) {
      const { input, errors } = proposalOf(given, findingId, isOverlap);
      if (errors.length > 0) return errors;
      return change("propose", { input }, (id) => go(addressOf("/decision", { id })));
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
      choices: wordChoices("DUPLICATION", "OVERLAP", "FRAGMENTATION"),
      chosen: [proposed ?? ""],
    }),
    group({ id: "warranted", label: say("理由のある重なりか", "Is it warranted?"), kind: "radio", choices: warranted }),
  ];
}

function optionFields() {
  return element(
    "fieldset",
    { class: "boxed" },
    element("legend", {}, say("とりうる手（あれば）", "An option, if there is one")),
    field({
      id: "optionKind",
      label: say("手", "What"),
      control: select({
        choices: wordChoices("MERGE", "COORDINATE", "DIVIDE_ROLES", "END", "KEEP"),
        none: say("なし", "None"),
      }),
    }),
    field({ id: "optionText", label: say("説明", "What it means"), control: textArea({ rows: 2 }) }),
    field({
      id: "savingFrom",
      label: say("節減の見込み、少なく見て（円）", "Least expected saving (yen)"),
      control: textInput({ inputmode: "numeric", size: "short" }),
    }),
    field({
      id: "savingTo",
      label: say("節減の見込み、多く見て（円）", "Most expected saving (yen)"),
      control: textInput({ inputmode: "numeric", size: "short" }),
    }),
    field({
      id: "confidence",
      label: say("確かさ", "Confidence"),
      control: select({ choices: wordChoices("LOW", "MEDIUM", "HIGH"), none: say("示さない", "Not stated") }),
    }),
  );
}

/**
 * @param {FormData} given
 * @param {string} findingId
 * @param {boolean} isOverlap
 */
function proposalOf(given, findingId, isOverlap) {
  const text = (/** @type {string} */ name) => String(given.get(name) ?? "").trim();
  const stated = (/** @type {string} */ name) => text(name) || null;
  const warranted = text("warranted") === "" ? null : text("warranted") === "yes";
  const [savingFrom, savingTo] = ["savingFrom", "savingTo"].map((name) => readWhole(text(name)) ?? null);
  const option = {
    kind: text("optionKind"),
    text: text("optionText"),
    savingFrom,
    savingTo,
    confidence: stated("confidence"),
  };
  const input = {
    findingId,
    verdict: text("verdict"),
    class: stated("class"),
    warranted,
    reason: text("reason"),
    effects: stated("effects"),
    options: option.kind ? [option] : [],
  };
  return { input, errors: errorsIn({ text, isOverlap }) };
}

/**
 * @param {{ text: (name: string) => string, isOverlap: boolean }} read
 * @returns {readonly FieldError[]}
 */
function errorsIn({ text, isOverlap }) {
  const isConfirmed = isOverlap && text("verdict") === "CONFIRMED";
  const isNoAmount = (/** @type {string} */ name) => text(name) !== "" && readWhole(text(name)) === undefined;
  const amount = say("金額は 0 以上の整数を円で入力してください", "Enter a whole number of yen");
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
    [
      text("optionKind") !== "" && text("optionText") === "",
      "optionText",
      say("手の説明を入力してください", "Say what the option means"),
    ],
    [isNoAmount("savingFrom"), "savingFrom", amount],
    [isNoAmount("savingTo"), "savingTo", amount],
  ];
  return found.flatMap(([isWrong, field, message]) => (isWrong ? [{ field, message }] : []));
}
