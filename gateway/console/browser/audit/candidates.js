/** What could become one: what all of it has, what only one offers and would be lost, what it costs, and whom it would touch. */
import { ask } from "../ask.js";
import { choices, nameIn } from "../choices.js";
import { element } from "../element.js";
import { say, told } from "../language.js";
import { addressHere, lookIn } from "../look.js";
import { auditAway } from "../parts/away.js";
import { facts } from "../parts/facts.js";
import { integrationFacts } from "../parts/integration.js";
import { list } from "../parts/list.js";
import { lookBar } from "../parts/look-bar.js";
import { unknownBudgets } from "../parts/unknown-budgets.js";

/** @import { Candidate } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
/** @import { Page } from "../router.js" */

const most = 50;

/** @type {Page} */
export const candidatesPage = {
  title: () => say("統合の候補", "Candidates for integration"),
  async show(query) {
    const across = query.has("across");
    const variables = { first: most, across, ...lookIn(query) };
    const [{ integrationCandidates }, lists] = await Promise.all([ask("candidates", variables), choices()]);
    if (!integrationCandidates) return auditAway();
    const { candidates, snapshot } = integrationCandidates;
    return [
      lookBar(snapshot, lists),
      element("p", { class: "lead" }, lead()),
      element("p", {}, element("a", { href: addressHere("/candidates", { across: !across }) }, switchText(across))),
      unknownBudgets(candidates.reduce((sum, { budget }) => sum + budget.unknown, 0)),
      candidates.length === 0 && element("p", {}, say("候補はありません。", "There is no candidate.")),
      element(
        "ol",
        { class: "cards" },
        candidates.map((each) => element("li", {}, card(each, lists))),
      ),
    ];
  },
};

function lead() {
  return say(
    `互いに似た施策のまとまりです。大きい順に ${most} 件まで。束ねてよいかは、人が決めます。`,
    `Groups of measures that are alike, the largest first, ${most} at most. Whether to merge them is for people to decide.`,
  );
}

/** @param {boolean} isAcross */
function switchText(isAcross) {
  return isAcross
    ? say("一つの部局の中のものも見る", "Show those within one department too")
    : say("部局をまたぐものだけを見る", "Show only those across departments");
}

/**
 * @param {Candidate} candidate
 * @param {Choices} lists
 */
function card({ measures, ...integration }, lists) {
  const departments = [...new Set(measures.map(({ department }) => nameIn(lists.departments, department)))];
  return element(
    "article",
    { class: "card" },
    element("h2", { class: "small" }, say(`${measures.length} 件の施策`, `${measures.length} measures`)),
    facts([
      [say("部局", "Departments"), departments.join(say("、", ", "))],
      [say("施策", "Measures"), list(measures.map(({ name }) => told(name)))],
      ...integrationFacts(integration, lists),
    ]),
  );
}
