/** Decisions: to auditors all of them, to a department what is released and about itself. */
import { ask } from "../ask.js";
import { choices, nameIn } from "../choices.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { field, select } from "../parts/fields.js";
import { form } from "../parts/form.js";
import { moment } from "../parts/formats.js";
import { tag } from "../parts/tag.js";
import { kindWord, verdictWord, word, wordChoices } from "../parts/words.js";
import { addressOf, go } from "../router.js";
import { isAuditor, ownDepartment } from "../who.js";

/** @import { ListedDecision } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
/** @import { Page } from "../router.js" */

/** @type {Page} */
export const decisionsPage = {
  title: () => say("判断", "Decisions"),
  async show(query) {
    const state = query.get("state");
    const [{ auditDecisions }, lists] = await Promise.all([
      ask("decisions", { states: state ? [state] : null }),
      choices(),
    ]);
    const decisions = (auditDecisions ?? []).toReversed();
    return [
      element("p", { class: "lead" }, lead()),
      isAuditor() && filters(state ?? ""),
      decisions.length === 0
        ? element("p", {}, say("判断はまだありません。", "There is no decision yet."))
        : element(
            "ol",
            { class: "cards" },
            decisions.map((each) => element("li", {}, card(each, lists))),
          ),
    ];
  },
};

function lead() {
  return isAuditor()
    ? say(
        "機械は提案し、人が決め、別の人が承認し、部局が答えます。公表前の判断を読んだことは証跡に残ります。",
        "The machine proposes, a person decides, another approves, the departments answer. Reading what is not released is in the trail.",
      )
    : say("あなたの部局に関係する、公表された判断です。", "What was released and is about your department.");
}

/** @param {string} state */
function filters(state) {
  const choicesOfState = wordChoices("PROPOSED", "APPROVED", "REFUSED", "RELEASED");
  return form({
    submit: say("絞り込む", "Filter"),
    fields: element(
      "div",
      { class: "filters" },
      field({
        id: "state",
        label: say("状態", "State"),
        control: select({ choices: choicesOfState, chosen: state, none: say("すべて", "All") }),
      }),
    ),
    async send(given) {
      go(addressOf("/decisions", { state: String(given.get("state")) }));
      return [];
    },
  });
}

/**
 * @param {ListedDecision} decision
 * @param {Choices} lists
 */
function card({ id, verdict, class: found, state, reason, proposedAt, measures, findingKind, ...rest }, lists) {
  const about = measures
    .map(({ name, department }) => `「${name}」（${nameIn(lists.departments, department)}）`)
    .join(" ");
  const isOwed =
    ownDepartment() !== undefined && !rest.answers.some(({ department }) => department === ownDepartment());
  return element(
    "article",
    { class: "card" },
    element(
      "p",
      { class: "tags" },
      tag(state),
      found ? tag(found) : tag(findingKind, kindWord),
      element("small", {}, verdictWord(verdict)),
    ),
    element("h2", { class: "small" }, element("a", { href: addressOf("/decision", { id }) }, about || reason)),
    about && element("p", {}, reason),
    element(
      "p",
      { class: "hint" },
      moment(proposedAt),
      " · ",
      say(
        `答え ${rest.answers.length}、対応 ${rest.actions.length}`,
        `${rest.answers.length} answers, ${rest.actions.length} actions`,
      ),
    ),
    isOwed &&
      element(
        "p",
        { class: "notice" },
        say("あなたの部局の答えを待っています。", "Your department's answer is awaited."),
      ),
    rest.alerts.length > 0 &&
      element("p", { class: "notice" }, rest.alerts.map(({ reason: why }) => word(why)).join(say("、", ", "))),
  );
}
