/** One decision: how far it is, what it says, and what whoever looks at it may do next. */
import { ask } from "../ask.js";
import { choices, nameIn } from "../choices.js";
import { element } from "../element.js";
import { say, told } from "../language.js";
import { facts } from "../parts/facts.js";
import { moment, yen } from "../parts/formats.js";
import { table } from "../parts/table.js";
import { tag } from "../parts/tag.js";
import { kindWord, verdictWord, word } from "../parts/words.js";
import { addressOf } from "../router.js";
import { actionsOf } from "./actions.js";
import { nextSteps } from "./next-steps.js";
import { stepsOf } from "./steps.js";

/** @import { Decision, Option } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
/** @import { Page } from "../router.js" */

/** @type {Page} */
export const decisionPage = {
  title: () => say("判断", "Decision"),
  async show(query) {
    const [{ auditDecision: decision }, lists] = await Promise.all([
      ask("decision", { id: query.get("id") ?? "" }),
      choices(),
    ]);
    if (!decision)
      return element(
        "p",
        {},
        say(
          "この判断はないか、あなたには公表されていません。",
          "There is no such decision, or it is not released to you.",
        ),
      );
    return [
      stepsOf(decision),
      content(decision, lists),
      answers(decision, lists),
      actionsOf(decision, lists),
      nextSteps(decision),
    ];
  },
};

/**
 * @param {Decision} decision
 * @param {Choices} lists
 */
function content(decision, lists) {
  const { findingKind, verdict, warranted, reason, effects, refusal, options, measures, alerts } = decision;
  const isWarranted =
    warranted === null
      ? null
      : warranted
        ? say("理由があって重なっている", "Warranted")
        : say("理由がない", "Not warranted");
  return [
    element(
      "p",
      { class: "tags" },
      tag(decision.state),
      decision.class ? tag(decision.class) : tag(findingKind, kindWord),
    ),
    facts([
      [
        say("施策", "Measures"),
        measures.length > 0 &&
          element(
            "ul",
            { class: "plain-list" },
            measures.map(({ name, department }) =>
              element("li", { lang: "ja" }, `「${name}」（${nameIn(lists.departments, department)}）`),
            ),
          ),
      ],
      [say("指摘", "Finding"), `${kindWord(findingKind)}: ${verdictWord(verdict)}`],
      [say("理由のある重なりか", "Warranted"), isWarranted],
      [say("理由", "Reason"), reason],
      [say("見込まれる影響", "Expected effects"), effects],
      [say("差し戻しの理由", "Why it was sent back"), refusal],
      [
        say("とりうる手", "Options"),
        options.length > 0 &&
          element(
            "ul",
            { class: "plain-list" },
            options.map((each) => element("li", {}, optionText(each))),
          ),
      ],
      [say("もとになった集まり", "Snapshot"), element("code", {}, decision.snapshotId)],
      [say("根拠", "Evidence"), evidenceLink(decision)],
      [
        say("判断の後の変化", "Changes since"),
        alerts.length > 0 &&
          element(
            "ul",
            { class: "plain-list" },
            alerts.map(({ reason: why, at, measure }) =>
              element("li", {}, `${word(why)} · ${moment(at)} `, measure && told(measure.name)),
            ),
          ),
      ],
    ]),
  ];
}

/** @param {Option} option */
function optionText({ kind, text, savingFrom, savingTo, confidence }) {
  const isPriced = savingFrom !== null || savingTo !== null;
  const saving =
    isPriced &&
    say(`節減の見込み ${yen(savingFrom)}〜${yen(savingTo)}`, `saving ${yen(savingFrom)} to ${yen(savingTo)}`);
  const sure = confidence && say(`確かさ ${word(confidence)}`, `confidence ${word(confidence)}`);
  return [`${word(kind)}: ${text}`, saving, sure].filter(Boolean).join(" · ");
}

/** @param {Decision} decision */
function evidenceLink({ findingKind, measures }) {
  const [a, b] = measures.map(({ measure }) => measure?.id);
  if (findingKind !== "OVERLAP" || !a || !b) return null;
  return element("a", { href: addressOf("/pair", { a, b }) }, say("二つの施策を比べる", "Compare the two measures"));
}

/**
 * @param {Decision} decision
 * @param {Choices} lists
 */
function answers({ answers: given }, { departments }) {
  if (given.length === 0) return null;
  return [
    element("h2", {}, say("部局の答え", "Answers of the departments")),
    table({
      caption: say("部局の答え", "Answers"),
      headings: [say("部局", "Department"), say("立場", "Position"), say("意見", "Words"), say("時刻", "When")],
      rows: given.map(({ department, position, comment, at }) => [
        nameIn(departments, department),
        word(position),
        comment,
        moment(at),
      ]),
    }),
  ];
}
