/** What a decision says. */
import { nameIn } from "../choices.js";
import { element } from "../element.js";
import { say, told } from "../language.js";
import { facts } from "../parts/facts.js";
import { moment } from "../parts/formats.js";
import { list } from "../parts/list.js";
import { tag } from "../parts/tag.js";
import { kindWord, verdictWord, word } from "../parts/words.js";
import { addressOf } from "../router.js";
import { isAuditor } from "../who.js";
import { optionTable } from "./option-table.js";

/** @import { Decision } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */

/**
 * @param {Decision} decision
 * @param {Choices} lists
 */
export function contentOf(decision, lists) {
  const { findingKind, verdict, state, class: found } = decision;
  return [
    element("p", { class: "tags" }, tag(state), found ? tag(found) : tag(findingKind, kindWord)),
    facts([
      [say("施策", "Measures"), measuresOf(decision, lists)],
      [say("指摘", "Finding"), `${kindWord(findingKind)}: ${verdictWord(verdict)}`],
      [say("理由のある重なりか", "Warranted"), warrantWord(decision.warranted)],
      [say("理由", "Reason"), decision.reason],
      [say("見込まれる影響", "Expected effects"), decision.effects],
      [say("差し戻しの理由", "Why it was sent back"), decision.refusal],
      [say("根拠データ", "Snapshot"), snapshotLink(decision)],
      [say("根拠", "Evidence"), evidenceLink(decision)],
      [say("判断の後の変化", "Changes since"), alertsOf(decision)],
    ]),
    optionTable(decision.options),
  ];
}

/**
 * @param {Decision} decision
 * @param {Choices} lists
 */
function measuresOf({ measures }, { departments }) {
  const texts = measures.map(({ name, department }) => `「${name}」（${nameIn(departments, department)}）`);
  return list(texts.map((text) => element("span", { lang: "ja" }, text)));
}

/** @param {boolean | null} warranted */
function warrantWord(warranted) {
  if (warranted === null) return null;
  return warranted ? say("理由があって重なっている", "Warranted") : say("理由がない", "Not warranted");
}

/** @param {Decision} decision */
function snapshotLink({ snapshotId }) {
  const id = element("code", {}, snapshotId);
  return isAuditor() ? element("a", { href: addressOf("/overlap", { snapshot: snapshotId }) }, id) : id;
}

/** As it was when it was decided on. @param {Decision} decision */
function evidenceLink({ id, findingKind }) {
  if (findingKind !== "OVERLAP") return null;
  return element(
    "a",
    { href: addressOf("/evidence", { id }) },
    say("判断したときの二つの施策を比べる", "Compare the two measures as they were decided on"),
  );
}

/** @param {Decision} decision */
function alertsOf({ alerts }) {
  return list(
    alerts.map(({ reason, at, measure }) => [`${word(reason)} · ${moment(at)} `, measure && told(measure.name)]),
  );
}
