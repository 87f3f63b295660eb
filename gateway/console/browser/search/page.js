/** Search: what departments have under words as one types them, with what led to each. */
import { ask } from "../ask.js";
import { choices } from "../choices.js";
import { element } from "../element.js";
import { plain, say } from "../language.js";
import { field, textInput } from "../parts/fields.js";
import { form } from "../parts/form.js";
import { number } from "../parts/formats.js";
import { hint, lead } from "../parts/paragraphs.js";
import { addressOf, go } from "../router.js";
import { foundCard, nearCard } from "./found.js";

/** @import { FoundMeasures } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
/** @import { Page } from "../router.js" */

const pageSize = 20;

/** @type {Page} */
export const searchPage = {
  title: () => say("施策を探す", "Find measures"),
  async show(query) {
    const search = query.get("q") ?? "";
    const start = [introduction(), questionForm(search)];
    if (search.trim() === "") return start;
    const [{ measures }, lists] = await Promise.all([
      ask("search", { search, first: pageSize, after: query.get("after") }),
      choices(),
    ]);
    return measures ? [...start, ...resultOf(measures, search, lists)] : start;
  },
};

function introduction() {
  return lead(
    "全部局の施策から探します。ふだんの言葉、かな、文のままで探せます。「」で囲んだ言葉は、そのとおりにあるものだけを探します。",
    "Searches the measures of every department: everyday words, kana and whole sentences will do. What stands in quotation marks is meant exactly.",
  );
}

/** @param {string} search */
function questionForm(search) {
  return form({
    id: "search",
    submit: say("探す", "Search"),
    fields: field({ id: "q", label: say("探す言葉", "What you look for"), control: textInput({ value: search }) }),
    async send(given) {
      go(addressOf("/search", { q: String(given.get("q")) }));
      return [];
    },
  });
}

/**
 * @param {FoundMeasures} found
 * @param {string} search
 * @param {Choices} lists
 */
function resultOf({ totalCount, pageInfo, search: report, edges, near }, search, lists) {
  const cards = edges.map((edge) => foundCard(edge, lists));
  return [
    element("h2", {}, say(`${number(totalCount)} 件`, `${number(totalCount)} measures`)),
    report && element("p", { class: "notice" }, plain(report.message)),
    report && report.unknownWords.length > 0 && unknownWords(report.unknownWords),
    cards.length > 0 && listOf(cards),
    near.length > 0 && element("h2", {}, say("近いもの", "What is near")),
    near.length > 0 && listOf(near.map((measure) => nearCard(measure, lists))),
    pageInfo.hasNextPage && nextLink(search, pageInfo.endCursor),
  ];
}

/** @param {readonly string[]} words */
function unknownWords(words) {
  const joined = words.map((each) => `「${each}」`).join("");
  return hint(`どの施策にもない言葉：${joined}`, `No measure has ${joined}.`);
}

/** @param {readonly HTMLElement[]} cards */
function listOf(cards) {
  return element(
    "ol",
    { class: "cards" },
    cards.map((card) => element("li", {}, card)),
  );
}

/**
 * @param {string} search
 * @param {string | null} after
 */
function nextLink(search, after) {
  const href = addressOf("/search", { q: search, after });
  return element(
    "nav",
    { class: "pager", "aria-label": say("ページ", "Pages of the list") },
    element("a", { href, rel: "next" }, say("次へ →", "Next →")),
  );
}
