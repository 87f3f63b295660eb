/** Measures that are shown once: siblings, the same by several places, and the parts of one scheme. */
import { ask } from "../ask.js";
import { choices, nameIn } from "../choices.js";
import { addressToPropose } from "../decisions/propose.js";
import { element } from "../element.js";
import { say, told } from "../language.js";
import { addressHere, currentLook, lookIn } from "../look.js";
import { auditAway } from "../parts/away.js";
import { facts } from "../parts/facts.js";
import { field, select } from "../parts/fields.js";
import { form } from "../parts/form.js";
import { integrationFacts } from "../parts/integration.js";
import { list } from "../parts/list.js";
import { lookBar } from "../parts/look-bar.js";
import { pager, startOf } from "../parts/pager.js";
import { lead } from "../parts/paragraphs.js";
import { tag } from "../parts/tag.js";
import { countUnknown, unknownBudgets } from "../parts/unknown-budgets.js";
import { wordChoices } from "../parts/words.js";
import { addressOf, go } from "../router.js";

/** @import { Family, FamilyMember } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
/** @import { Page } from "../router.js" */

const size = 20;

/** @type {Page} */
export const familiesPage = {
  title: () => say("横並びと一つの制度", "Siblings, and parts of one scheme"),
  async show(query) {
    const after = startOf(query);
    const variables = { kind: query.get("kind") || null, first: size + 1, after, ...lookIn(query) };
    const [{ overlapMatrix }, lists] = await Promise.all([ask("families", variables), choices()]);
    if (!overlapMatrix) return auditAway();
    const { families, snapshot } = overlapMatrix;
    const shown = families.slice(0, size);
    return [
      lookBar(snapshot, lists),
      lead(
        "重なりではないが、まとめて見るとよい施策です。横並びは、重ならない地域が同じ対象に同じ手段で行うもの。一つの制度は、枠・窓口・前身などその部分です。どちらも一度だけ示します。",
        "Measures that do not overlap, but are best looked at together. Siblings are the same kind of measure, for the same beneficiaries, by places that do not meet; parts of one scheme are its strands, desks or predecessors. Each is shown once.",
      ),
      filters(query),
      unknownBudgets(countUnknown(shown.flatMap(({ measures }) => measures))),
      shown.length === 0 && element("p", {}, say("当てはまるものはありません。", "There is nothing like that.")),
      element(
        "ol",
        { class: "cards", start: after + 1 },
        shown.map((each) => element("li", {}, card(each, lists))),
      ),
      pager({ path: "/families", query, after, size, hasMore: families.length > size }),
    ];
  },
};

/**
 * @param {Family} family
 * @param {Choices} lists
 */
function card({ kind, text, measures, finding, asOne }, lists) {
  const [first] = measures;
  return element(
    "article",
    { class: "card" },
    element(
      "p",
      { class: "tags" },
      tag(kind),
      finding && tag(finding.state),
      element("small", {}, say(`${measures.length} 件の施策`, `${measures.length} measures`)),
    ),
    element("p", {}, told(text)),
    list(measures.map((each) => [memberText(each, lists), first && each !== first && compareLink(first, each)])),
    element(
      "details",
      {},
      element("summary", {}, say("一つにするときの影響", "What it would touch to make one of them")),
      facts(integrationFacts(asOne, lists)),
    ),
    finding && element("p", {}, wayOn(finding)),
  );
}

/**
 * @param {FamilyMember} member
 * @param {Choices} lists
 */
function memberText({ name, department, areas, ownerUnit }, lists) {
  const places = (areas ?? []).map((code) => nameIn(lists.areas, code)).join(say("、", ", "));
  const unit = ownerUnit && told(ownerUnit);
  return [
    told(name),
    " ",
    element("small", {}, nameIn(lists.departments, department), unit && [" ", unit], places && ` · ${places}`, " "),
  ];
}

/**
 * @param {FamilyMember} first
 * @param {FamilyMember} other
 */
function compareLink(first, other) {
  const href = addressHere("/pair", { a: first.id, b: other.id });
  return element("a", { href }, say("最初の施策と比べる", "Compare with the first"));
}

/** @param {NonNullable<Family["finding"]>} finding */
function wayOn({ id, kind, text, state, decision }) {
  if (decision)
    return element("a", { href: addressOf("/decision", { id: decision.id }) }, say("判断を見る", "See the decision"));
  // A proposal rests on what is now, or on what is kept.
  if (state !== "OPEN" || currentLook().asOf !== null) return null;
  return element("a", { href: addressToPropose({ id, kind, text }) }, say("監査意見案を提出", "Propose a decision"));
}

/** @param {URLSearchParams} query */
function filters(query) {
  return form({
    submit: say("絞り込む", "Filter"),
    fields: element(
      "div",
      { class: "filters" },
      field({
        id: "kind",
        label: say("種類", "Kind"),
        control: select({
          choices: wordChoices("SIBLING", "ONE_SCHEME"),
          chosen: query.get("kind") ?? "",
          none: say("すべて", "All"),
        }),
      }),
    ),
    async send(given) {
      go(addressHere("/families", { kind: String(given.get("kind")) }));
      return [];
    },
  });
}
