/** What it would mean to make one of several measures: what all have, what would be lost, what it costs, and whom it touches. */
import { nameIn } from "../choices.js";
import { say, told } from "../language.js";
import { partlyKnown } from "./formats.js";
import { list } from "./list.js";
import { word } from "./words.js";

/** @import { Integration, Offer } from "../answers.d.ts" */
/** @import { Content } from "../content.d.ts" */
/** @import { Choices, ListName } from "../choices.js" */

/**
 * @param {Integration} integration
 * @param {Choices} lists
 * @returns {readonly (readonly [name: string, value: Content])[]}
 */
export function integrationFacts({ common, onlyOne, budget, affectedClients }, lists) {
  const clients = affectedClients?.join(say("、", ", ")) || say("見つかっていない", "none found");
  return [
    [say("すべてに共通", "All have"), common.length > 0 && offersText(common, lists)],
    [say("失われうるもの", "What would be lost"), lost(onlyOne, lists)],
    [say("合わせた予算", "Combined budget"), budget.known !== null && partlyKnown(budget.known, budget.unknown)],
    [
      say("使っているクライアント", "Clients that use them"),
      affectedClients === null ? say("わからない", "not known") : clients,
    ],
  ];
}

/**
 * @param {Integration["onlyOne"]} onlyOne
 * @param {Choices} lists
 */
function lost(onlyOne, lists) {
  if (onlyOne.length === 0) return say("なし", "nothing");
  return list(onlyOne.map(({ measure, offers }) => [told(measure.name), `: ${offersText(offers, lists)}`]));
}

/** Which list names the values of a field. @type {Readonly<Record<string, ListName>>} */
const listOfField = {
  areas: "areas",
  benefits: "benefitKinds",
  industries: "industries",
  instrument: "instruments",
  pillar: "pillars",
  talentTypes: "talentTypes",
  targetGroups: "targetGroups",
};

/**
 * @param {readonly Offer[]} offers
 * @param {Choices} lists
 */
function offersText(offers, lists) {
  const fields = [...new Set(offers.map(({ field }) => field))];
  const texts = fields.map((field) => {
    const name = listOfField[field];
    const values = offers
      .filter((each) => each.field === field)
      .map(({ value }) => (name ? nameIn(lists[name], value) : value));
    return `${word(field)} ${values.join("・")}`;
  });
  return texts.join(say("、", ", "));
}
