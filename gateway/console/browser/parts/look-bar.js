/** Says on every page of the audit which measures it is about, with the way to others. */
import { nameIn } from "../choices.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { currentLook } from "../look.js";
import { addressOf, currentRoute } from "../router.js";
import { fiscalYear as fiscalYearText, lastChange, moment, number } from "./formats.js";
import { preliminaryNotice } from "./preliminary.js";

/** @import { Snapshot } from "../answers.d.ts" */
/** @import { Content } from "../content.d.ts" */
/** @import { Choices } from "../choices.js" */

/**
 * @param {Snapshot} snapshot what the page is about, as the graph says
 * @param {Choices} lists
 */
export function lookBar(snapshot, lists) {
  const { snapshot: kept, asOf } = currentLook();
  const isNow = kept === null && asOf === null;
  return element(
    "section",
    { class: isNow ? "look" : "look past", "aria-label": say("根拠データ", "What is looked at") },
    element(
      "p",
      {},
      element("strong", {}, nameOf(kept === null ? null : snapshot.id, asOf)),
      " ",
      element("span", { class: "hint" }, told(snapshot, lists)),
    ),
    preliminaryNotice(snapshot),
    element(
      "p",
      {},
      !isNow && element("a", { href: addressToNow() }, say("現在に戻る", "Look at now")),
      element(
        "a",
        { href: "#/snapshots" },
        isNow ? say("基準日を変更", "Look at another time") : say("ほかを選ぶ", "Choose another"),
      ),
    ),
  );
}

/**
 * @param {string | null} kept
 * @param {string | null} asOf
 * @returns {Content}
 */
function nameOf(kept, asOf) {
  if (kept !== null) return [say("スナップショット ", "Snapshot "), element("code", { title: kept }, shortId(kept))];
  if (asOf !== null) return say(`${moment(asOf)} の時点`, `As of ${moment(asOf)}`);
  return say("現在", "Now");
}

/** Enough of an id to tell it from the others. @param {string} id */
export function shortId(id) {
  return `${id.slice(0, 12)}…`;
}

/**
 * @param {Snapshot} snapshot
 * @param {Choices} lists
 */
function told(snapshot, lists) {
  const { measureCount, at } = snapshot;
  const scope = scopeOf(snapshot, lists);
  return say(
    `施策 ${number(measureCount)} 件（${scope}）、最後の変更 ${lastChange(at)}`,
    `${number(measureCount)} measures (${scope}), last change ${lastChange(at)}`,
  );
}

/**
 * What a snapshot is narrowed to, in words.
 * @param {Pick<Snapshot, "departments" | "fiscalYear">} scope
 * @param {Choices} lists
 */
export function scopeOf({ departments, fiscalYear }, lists) {
  const names = departments?.map((code) => nameIn(lists.departments, code)).join(say("、", ", "));
  const year = fiscalYear === null ? null : fiscalYearText(fiscalYear);
  return [names ?? say("すべての部局", "all departments"), year].filter(Boolean).join(say("、", ", "));
}

function addressToNow() {
  const { path, query } = currentRoute();
  return addressOf(path, { ...Object.fromEntries(query), snapshot: null, asOf: null, after: null });
}
