/** All findings, of every kind, page by page. */
import { ask } from "../ask.js";
import { choices, nameIn } from "../choices.js";
import { addressToPropose } from "../decisions/propose.js";
import { element } from "../element.js";
import { say, told } from "../language.js";
import { addressHere, currentLook, lookIn } from "../look.js";
import { auditAway } from "../parts/away.js";
import { field, select } from "../parts/fields.js";
import { form } from "../parts/form.js";
import { number } from "../parts/formats.js";
import { list } from "../parts/list.js";
import { lookBar } from "../parts/look-bar.js";
import { pager, startOf } from "../parts/pager.js";
import { tag } from "../parts/tag.js";
import { kindWord, wordChoices } from "../parts/words.js";
import { go } from "../router.js";

/** @import { Finding } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
/** @import { Page } from "../router.js" */

const size = 20;

/** @type {Page} */
export const findingsPage = {
  title: () => say("指摘", "Findings"),
  async show(query) {
    const after = startOf(query);
    const listed = (/** @type {string} */ name) => (query.get(name) ? [query.get(name)] : null);
    const variables = { kinds: listed("kind"), states: listed("state"), first: size, after, ...lookIn(query) };
    const [{ auditFindings }, lists] = await Promise.all([ask("findings", variables), choices()]);
    if (!auditFindings) return auditAway();
    const { count, findings, snapshot } = auditFindings;
    return [
      lookBar(snapshot, lists),
      filters(query),
      element("p", {}, say(`${number(count)} 件`, `${number(count)} findings`)),
      element(
        "ol",
        { class: "cards", start: after + 1 },
        findings.map((each) => element("li", {}, card(each, lists))),
      ),
      pager({ path: "/findings", query, after, size, hasMore: after + size < count }),
    ];
  },
};

/**
 * @param {Finding} finding
 * @param {Choices} lists
 */
function card({ id, kind, text, state, measures, pair }, lists) {
  const departments = [...new Set(measures.map(({ department }) => nameIn(lists.departments, department)))].join(
    say("、", ", "),
  );
  // A proposal rests on what is now, or on what is kept.
  const mayPropose = currentLook().asOf === null || kind === "OVERLAP";
  return element(
    "article",
    { class: "card" },
    element("p", { class: "tags" }, tag(kind, kindWord), tag(state), departments && element("small", {}, departments)),
    element("p", {}, told(text)),
    pair && element("p", { class: "why" }, told(pair.why)),
    kind === "FAMILY" && list(measures.map(({ name }) => told(name))),
    state === "OPEN" && mayPropose && element("p", {}, wayOn({ id, kind, text, measures })),
  );
}

/** @param {Pick<Finding, "id" | "kind" | "text" | "measures">} finding */
function wayOn({ id, kind, text, measures }) {
  const [a, b] = measures.map((each) => each.id);
  if (kind === "OVERLAP" && a && b)
    return element(
      "a",
      { href: addressHere("/pair", { a, b }) },
      say("根拠を見て判断する", "See the evidence and decide"),
    );
  const proposeLink = element(
    "a",
    { href: addressToPropose({ id, kind, text }) },
    say("監査意見案を提出", "Propose a decision"),
  );
  if (kind !== "FAMILY") return proposeLink;
  const href = addressHere("/families", { kind: "SIBLING" });
  return [element("a", { href }, say("横並びの一覧で見る", "See it among the siblings")), " ", proposeLink];
}

/** @param {URLSearchParams} query */
function filters(query) {
  const all = say("すべて", "All");
  const overlap = { code: "OVERLAP", name: { ja: "重なり", en: "Overlapping" } };
  const others = wordChoices("FAMILY", "GAP", "TARGET_GAP", "RELATION_FAULT", "STACKING_CONFLICT", "DATA_QUALITY");
  const states = wordChoices("OPEN", "PROPOSED", "DECIDED", "RELEASED", "DISMISSED");
  return form({
    submit: say("絞り込む", "Filter"),
    fields: element(
      "div",
      { class: "filters" },
      field({
        id: "kind",
        label: say("種類", "Kind"),
        control: select({ choices: [overlap, ...others], chosen: query.get("kind") ?? "", none: all }),
      }),
      field({
        id: "state",
        label: say("状態", "State"),
        control: select({ choices: states, chosen: query.get("state") ?? "", none: all }),
      }),
    ),
    async send(given) {
      go(addressHere("/findings", { kind: String(given.get("kind")), state: String(given.get("state")) }));
      return [];
    },
  });
}
