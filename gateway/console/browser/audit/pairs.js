/** Pairs of measures that are alike, the likest first, page by page. */
import { ask } from "../ask.js";
import { choices, nameIn } from "../choices.js";
import { element } from "../element.js";
import { say, told } from "../language.js";
import { addressHere, lookIn } from "../look.js";
import { auditAway } from "../parts/away.js";
import { lookBar } from "../parts/look-bar.js";
import { pager, startOf } from "../parts/pager.js";
import { pairTags } from "../parts/tag.js";
import { pairFilters } from "./pair-filters.js";

/** @import { ListedPair } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
/** @import { Page } from "../router.js" */

const size = 20;

/** @type {Page} */
export const pairsPage = {
  title: () => say("似た施策の組", "Pairs of measures"),
  async show(query) {
    const after = startOf(query);
    const [{ overlapMatrix }, lists] = await Promise.all([ask("pairs", variablesOf(query, after)), choices()]);
    if (!overlapMatrix) return auditAway();
    const { pairs: found, snapshot } = overlapMatrix;
    return [
      lookBar(snapshot, lists),
      pairFilters(query, lists),
      query.get("class") === "SIBLING" && element("p", {}, familiesLink()),
      found.length === 0
        ? element("p", {}, say("当てはまる組はありません。", "No pair is like that."))
        : list(found.slice(0, size), after, lists),
      found.length > 0 && element("p", {}, exportLink(query)),
      pager({ path: "/pairs", query, after, size, hasMore: found.length > size }),
    ];
  },
};

function familiesLink() {
  const href = addressHere("/families", { kind: "SIBLING" });
  return element("a", { href }, say("横並びを、まとめて一度ずつ見る", "See siblings together, each family once"));
}

/** @param {URLSearchParams} query */
function exportLink(query) {
  const stated = ["department", "other", "class"].map((name) => [name, query.get(name)]);
  const href = addressHere("/exports", { ...Object.fromEntries(stated), across: query.has("across") });
  return element("a", { href }, say("この一覧を書き出す・調書にする", "Export this list, or make a work paper of it"));
}

/**
 * One more than is shown tells whether there are more.
 * @param {URLSearchParams} query
 * @param {number} after
 */
function variablesOf(query, after) {
  const stated = (/** @type {string} */ name) => query.get(name) || null;
  const [department, other] = [stated("department"), stated("other")];
  return {
    first: size + 1,
    after,
    department,
    other,
    across: query.has("across"),
    class: stated("class"),
    dismissed: query.has("dismissed"),
    ...lookIn(query),
  };
}

/**
 * @param {readonly ListedPair[]} pairs
 * @param {number} after
 * @param {Choices} lists
 */
function list(pairs, after, lists) {
  return element(
    "ol",
    { class: "cards", start: after + 1 },
    pairs.map((pair) => element("li", {}, card(pair, lists))),
  );
}

/**
 * @param {ListedPair} pair
 * @param {Choices} lists
 */
function card(pair, lists) {
  const { a, b } = pair;
  const both = [a, b].map(({ name, department }) =>
    element("span", { class: "side" }, told(name), element("small", {}, nameIn(lists.departments, department))),
  );
  return element(
    "article",
    { class: "card pair" },
    pairTags(pair),
    element("a", { class: "sides", href: addressHere("/pair", { a: a.id, b: b.id }) }, both),
    element("p", { class: "why" }, told(pair.why)),
  );
}
