/** A proposal about a finding that was chosen from a list. */
import { element } from "../element.js";
import { say, told } from "../language.js";
import { addressHere, lookIn } from "../look.js";
import { tag } from "../parts/tag.js";
import { kindWord } from "../parts/words.js";
import { proposalForm } from "./proposal-form.js";

/** @import { Localised } from "../answers.d.ts" */
/** @import { Page } from "../router.js" */
/** @typedef {{ id: string, kind: string, text: Localised }} Chosen */

/**
 * What the lists have shown, in their words: an address could tell any.
 * @type {Map<string, Chosen>}
 */
const shown = new Map();

/**
 * The address where one proposes what to make of it.
 * @param {Chosen} finding
 */
export function addressToPropose(finding) {
  shown.set(finding.id, finding);
  return addressHere("/propose", { finding: finding.id });
}

/** @type {Page} */
export const proposePage = {
  title: () => say("監査意見案を提出", "Propose a decision"),
  async show(query) {
    const finding = shown.get(query.get("finding") ?? "");
    if (!finding)
      return element(
        "p",
        {},
        element("a", { href: "#/findings" }, say("指摘の一覧から選んでください", "Choose a finding from the list")),
      );
    const { id, kind, text } = finding;
    const { snapshot } = lookIn(query);
    return [
      element("p", { class: "lead" }, tag(kind, kindWord), " ", told(text)),
      snapshot && element("p", { class: "hint" }, say("スナップショット ", "Snapshot "), element("code", {}, snapshot)),
      proposalForm({ findingId: id, isOverlap: kind === "OVERLAP", proposed: null, snapshot }),
    ];
  },
};
