/** One decision: how far it is, what it says, and what whoever looks at it may do next. */
import { ask } from "../ask.js";
import { choices, nameIn } from "../choices.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { moment } from "../parts/formats.js";
import { table } from "../parts/table.js";
import { word } from "../parts/words.js";
import { actionsOf } from "./actions.js";
import { contentOf } from "./content.js";
import { nextSteps } from "./next-steps.js";
import { stepsOf } from "./steps.js";

/** @import { Decision } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
/** @import { Page } from "../router.js" */

/** @type {Page} */
export const decisionPage = {
  title: () => say("判断の内容", "Decision"),
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
      stepsOf(decision, lists),
      contentOf(decision, lists),
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
