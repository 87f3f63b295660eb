/** Two measures side by side, why they are held to be alike, and what was decided. */
import { ask } from "../ask.js";
import { choices } from "../choices.js";
import { proposalForm } from "../decisions/proposal-form.js";
import { element } from "../element.js";
import { plain, say, toldInFull } from "../language.js";
import { lookIn } from "../look.js";
import { auditAway } from "../parts/away.js";
import { evidenceOf } from "../parts/evidence.js";
import { facts } from "../parts/facts.js";
import { percent, yen } from "../parts/formats.js";
import { lookBar } from "../parts/look-bar.js";
import { measureFacts } from "../parts/measure-facts.js";
import { sourceLinks } from "../parts/sources.js";
import { pairTags, tag } from "../parts/tag.js";
import { addressOf } from "../router.js";

/** @import { ComparedMeasure, Localised, Pair } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
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
    return [
      bar,
      summary(pair),
      element("div", { class: "two" }, side(pair.a, lists), side(pair.b, lists)),
      evidence(pair, lists),
      ruling(pair, asked),
    ];
  },
};

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

/** @param {Pair} pair */
function summary({ class: found, state, bits: weight, probability }) {
  const likely =
    probability === null
      ? say(
          "確率は、判断が 50 件になり、似ているものと似ていないものがそろうまで示しません",
          "No probability before there are 50 judgements, of both kinds",
        )
      : say(`似ている確率 ${percent(probability)}`, `Probability ${percent(probability)}`);
  return [pairTags(found, state, weight), element("p", { class: "hint" }, likely)];
}

/**
 * @param {ComparedMeasure} compared
 * @param {Choices} lists
 */
function side(compared, lists) {
  const { name, code, version, budget, measure } = compared;
  return element(
    "section",
    { class: "card" },
    element("h2", {}, toldInFull(name)),
    facts([
      ...measureFacts(compared, lists),
      [say("予算", "Budget"), yen(budget)],
      [say("番号", "Number"), say(`${code}（第 ${version} 版）`, `${code}, version ${version}`)],
      [say("出典", "Sources"), measure && sourceLinks(measure.sources)],
    ]),
  );
}

/**
 * @param {Pair} pair
 * @param {Choices} lists
 */
function evidence(pair, lists) {
  const quoted = (/** @type {Localised} */ name) => say(`「${plain(name)}」`, `“${plain(name)}”`);
  const names = { a: quoted(pair.a.name), b: quoted(pair.b.name) };
  return [
    element("h2", {}, say("根拠と違い", "Evidence, and what differs")),
    evidenceOf(pair.evidence, names, lists),
    element("p", { class: "hint" }, say("モデル ", "Model "), element("code", {}, pair.evidence.version)),
  ];
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
    element("h2", {}, say("判断の案を出す", "Propose a decision")),
    proposalForm({ findingId: id, isOverlap: true, proposed, snapshot }),
  ];
}

function onlyNowOrKept() {
  return say(
    "判断の案は、今の施策か、保存したスナップショットについて出せます。",
    "A decision is proposed on the measures of now, or on a kept snapshot.",
  );
}
