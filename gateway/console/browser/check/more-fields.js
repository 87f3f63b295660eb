/** What else is compared, for whoever states more. */
import { element } from "../element.js";
import { say } from "../language.js";
import { chosenIn, reader } from "../parts/draft.js";
import { field, group, listed, select, textArea, textInput } from "../parts/fields.js";

/** @import { Choice } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */

/**
 * @param {FormData} draft
 * @param {Choices} lists
 */
export function moreFields(draft, { instruments, talentTypes, industries }) {
  const value = reader(draft);
  return element(
    "details",
    {},
    element("summary", {}, say("さらに詳しく書く", "State more")),
    field({
      id: "issue",
      label: say("現状・課題", "The issue that it answers"),
      control: textArea({ value: value("issue") }),
    }),
    field({
      id: "eligibility",
      label: say("対象要件", "Who may use it"),
      control: textArea({ value: value("eligibility") }),
    }),
    field({
      id: "instrument",
      label: say("手段", "Instrument"),
      control: select({ choices: instruments, chosen: value("instrument"), none: say("未定", "Not decided") }),
    }),
    group({
      id: "talentTypes",
      label: say("人材区分", "Talent types"),
      kind: "checkbox",
      choices: talentTypes,
      chosen: chosenIn(draft, "talentTypes"),
    }),
    listed({
      id: "industries",
      label: say("産業", "Industries"),
      kind: "checkbox",
      choices: industries,
      chosen: chosenIn(draft, "industries"),
      parts: [
        [say("大分類", "Divisions"), isDivision],
        [say("より細かい分類", "More closely"), (industry) => !isDivision(industry)],
      ],
    }),
    field({
      id: "benefits",
      label: say("対象経費", "Eligible costs"),
      control: textArea({ value: value("benefits"), rows: 2 }),
    }),
    field({
      id: "legalBasis",
      label: say("法的根拠", "Legal basis"),
      control: textInput({ value: value("legalBasis") }),
    }),
    field({
      id: "code",
      label: say("制度番号", "Number"),
      hint: say(
        "既に番号のある施策なら。それ自身とは比べません。",
        "If it has one already, so that it is not compared with itself.",
      ),
      control: textInput({ value: value("code"), size: "short" }),
    }),
  );
}

/** Of JSIC, whose divisions are letters. @param {Choice} industry */
function isDivision({ code }) {
  return /^[A-Z]+$/.test(code);
}
