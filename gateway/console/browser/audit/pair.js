/** Two measures side by side, why they are held to be alike, and what was decided. */
import { ask } from "../ask.js";
import { choices } from "../choices.js";
import { proposalForm } from "../decisions/proposal-form.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { addressHere, lookIn } from "../look.js";
import { auditAway } from "../parts/away.js";
import { comparedPair } from "../parts/compared-pair.js";
import { lookBar } from "../parts/look-bar.js";
import { tag } from "../parts/tag.js";
import { addressOf } from "../router.js";

/** @import { Pair } from "../answers.d.ts" */
/** @import { Look } from "../look.js" */
/** @import { Page } from "../router.js" */

/** @type {Page} */
export const pairPage = {
  title: () => say("二つの施策を比べる", "Two measures compared"),
  async show(query) {
    const asked = { a: query.get("a") ?? "", b: query.get("b") ?? "", ...lookIn(query) };
    const [{ overlapPair: pair, overlapMatrix }, lists] = await Promise.all([ask("pair", asked), choices()]);
    if (!overlapMatrix) return auditAway();
    const bar = lookBar(overlapMatrix.snapshot, lists);
    if (!pair) return [bar, missing()];
    return [bar, comparedPair(pair, lists), element("p", {}, workPaperLink(pair)), ruling(pair, asked)];
  },
};

/** @param {Pair} pair */
function workPaperLink({ id }) {
  const text = say("この組の調書を作る", "Make a work paper of this pair");
  return element("a", { href: addressHere("/exports", { pair: id }) }, text);
}

function missing() {
  return element(
    "p",
    {},
    say(
      "この組はありません。施策が取り下げられたか、この時にはまだなかったのかもしれません。",
      "There is no such pair; a measure may have been withdrawn, or was not there yet.",
    ),
  );
}

/**
 * @param {Pair} pair
 * @param {Look} look
 */
function ruling({ id, decision, class: proposed }, { snapshot, asOf }) {
  if (decision) {
    const address = addressOf("/decision", { id: decision.id });
    return [
      element("h2", {}, say("判断", "Decision")),
      element(
        "p",
        {},
        tag(decision.state),
        " ",
        element("a", { href: address }, say("この組についての判断を見る", "See the decision about this pair")),
      ),
    ];
  }
  if (asOf !== null) return element("p", { class: "notice" }, onlyNowOrKept());
  return [
    element("h2", {}, say("監査意見案を提出", "Propose a decision")),
    proposalForm({ findingId: id, isOverlap: true, proposed, snapshot }),
  ];
}

function onlyNowOrKept() {
  return say(
    "監査意見案は、現在の施策か、保存したスナップショットについて提出できます。",
    "A decision is proposed on the measures of now, or on a kept snapshot.",
  );
}
