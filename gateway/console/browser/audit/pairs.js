/** Pairs of measures that are alike, the likest first, page by page. */
import { ask } from "../ask.js";
import { choices, nameIn } from "../choices.js";
import { element } from "../element.js";
import { say, told } from "../language.js";
import { field, group, select } from "../parts/fields.js";
import { form } from "../parts/form.js";
import { bits } from "../parts/formats.js";
import { pager, startOf } from "../parts/pager.js";
import { tag } from "../parts/tag.js";
import { wordChoices } from "../parts/words.js";
import { addressOf, go } from "../router.js";

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
    const found = overlapMatrix?.pairs ?? [];
    return [
      filters(query, lists),
      found.length === 0
        ? element("p", {}, say("当てはまる組はありません。", "No pair is like that."))
        : list(found.slice(0, size), after, lists),
      pager({ path: "/pairs", query, after, size, hasMore: found.length > size }),
    ];
  },
};

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
function card({ class: found, state, bits: weight, a, b }, lists) {
  const both = [a, b].map(({ name, department }) =>
    element("span", { class: "side" }, told(name), element("small", {}, nameIn(lists.departments, department))),
  );
  // Of what was withdrawn there is nothing to compare any more.
  const address = a.measure && b.measure && addressOf("/pair", { a: a.measure.id, b: b.measure.id });
  return element(
    "article",
    { class: "card pair" },
    element(
      "p",
      { class: "tags" },
      tag(found),
      tag(state),
      element("span", { class: "weight" }, say(`${bits(weight)} ビット`, `${bits(weight)} bits`)),
    ),
    address ? element("a", { class: "sides", href: address }, both) : element("div", { class: "sides" }, both),
  );
}

/**
 * @param {URLSearchParams} query
 * @param {Choices} lists
 */
function filters(query, { departments }) {
  const all = say("すべて", "All");
  const chosen = (/** @type {string} */ name) => query.get(name) ?? "";
  const scope = [
    { code: "across", name: { ja: "部局をまたぐ組だけ", en: "Only across departments" } },
    { code: "dismissed", name: { ja: "退けた組も", en: "Dismissed ones too" } },
  ];
  return form({
    submit: say("絞り込む", "Filter"),
    fields: element(
      "div",
      { class: "filters" },
      field({
        id: "department",
        label: say("部局", "Department"),
        control: select({ choices: departments, chosen: chosen("department"), none: all }),
      }),
      field({
        id: "other",
        label: say("もう一方の部局", "Other department"),
        control: select({ choices: departments, chosen: chosen("other"), none: all }),
      }),
      field({
        id: "class",
        label: say("種類", "Kind"),
        control: select({
          choices: wordChoices("DUPLICATION", "OVERLAP", "FRAGMENTATION"),
          chosen: chosen("class"),
          none: all,
        }),
      }),
      group({
        id: "scope",
        label: say("範囲", "Scope"),
        kind: "checkbox",
        choices: scope,
        chosen: scope.map(({ code }) => code).filter((code) => query.has(code)),
      }),
    ),
    async send(given) {
      const scopes = given.getAll("scope");
      const [department, other, kind] = ["department", "other", "class"].map((name) => String(given.get(name) ?? ""));
      go(
        addressOf("/pairs", {
          department,
          other,
          class: kind,
          across: scopes.includes("across"),
          dismissed: scopes.includes("dismissed"),
        }),
      );
      return [];
    },
  });
}
