/** Takes the audit away as a file. */

import { ask } from "../ask.js";
import { choices } from "../choices.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { lookIn } from "../look.js";
import { auditAway } from "../parts/away.js";
import { deliverFile } from "../parts/deliver-file.js";
import { facts } from "../parts/facts.js";
import { lookBar } from "../parts/look-bar.js";
import { lead } from "../parts/paragraphs.js";
import { refusalOf } from "../parts/refusal.js";
import { announce } from "../status.js";

/** @import { Answers } from "../answers.d.ts" */
/** @import { Look } from "../look.js" */
/** @import { Page } from "../router.js" */

/** @type {Page} */
export const exportsPage = {
  title: () => say("書き出し", "Exports"),
  async show(query) {
    const look = lookIn(query);
    const only = pairsIn(query);
    const [{ overlapMatrix }, lists] = await Promise.all([ask("look", look), choices()]);
    if (!overlapMatrix) return auditAway();
    const result = element("div", {});
    const forms = [
      ["XLSX", say("表、組と根拠、判断、対応", "Matrix, pairs with evidence, decisions, actions")],
      ["CSV", say("組と根拠", "Pairs with evidence")],
      ["JSON", say("すべて、機械で読む形", "All of it, for machines")],
      ["HTML", say("開いて印刷する。限界をすべての用紙に示す", "Open and print it; its limits stand on every sheet")],
    ];
    return [
      lookBar(overlapMatrix.snapshot, lists),
      lead(
        "表示中の根拠データを書き出します。書き出したことと、その中身のハッシュは証跡に残ります。",
        "Exports what is looked at. That you did, and the hash of the file, is in the trail.",
      ),
      only && element("p", { class: "notice" }, onlyText(only)),
      element(
        "ul",
        { class: "exports" },
        forms.map(([format = "", text]) =>
          element(
            "li",
            {},
            exportButton(format, { ...look, only }, result),
            element("span", { id: `about-${format}` }, text),
          ),
        ),
      ),
      result,
    ];
  },
};

/**
 * The pairs that the list showed from which one came; all of them where one came from nowhere.
 * @param {URLSearchParams} query
 */
function pairsIn(query) {
  const stated = (/** @type {string} */ name) => query.get(name) || null;
  const pair = stated("pair");
  const only = {
    ids: pair && [pair],
    department: stated("department"),
    other: stated("other"),
    acrossDepartments: query.has("across") || null,
    class: stated("class"),
  };
  return Object.values(only).some((value) => value !== null) ? only : null;
}

/** @param {NonNullable<ReturnType<typeof pairsIn>>} only */
function onlyText({ ids }) {
  return ids
    ? say("一つの組と、それについての判断だけを書き出します。", "Exports one pair and what was decided about it.")
    : say(
        "絞り込んだ組と、それらについての判断だけを書き出します。",
        "Exports the filtered pairs and what was decided about them.",
      );
}

/**
 * @param {string} format
 * @param {Look & { only: ReturnType<typeof pairsIn> }} wanted
 * @param {HTMLElement} result
 */
function exportButton(format, wanted, result) {
  const click = async () => {
    // A second press while the first is under way would do it twice.
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    const text = say("書き出しています…", "Exporting…");
    result.replaceChildren(element("p", { class: "loading" }, text));
    announce(text);
    const { exportAudit } = await ask("export", { format, ...wanted }).catch((error) => {
      result.replaceChildren(refusalOf(error));
      return { exportAudit: null };
    });
    if (exportAudit) deliver(exportAudit, result);
    button.removeAttribute("aria-disabled");
  };
  const button = element(
    "button",
    { type: "button", class: "button second", "aria-describedby": `about-${format}`, click },
    format === "HTML" ? say("調書", "Work paper") : format,
  );
  return button;
}

/**
 * @param {NonNullable<Answers["export"]["exportAudit"]>} exported
 * @param {HTMLElement} result
 */
function deliver({ snapshot, fileName, mediaType, content, sha256 }, result) {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  deliverFile({ name: fileName, type: mediaType, content: bytes });
  const text = say(`${fileName} を書き出しました。`, `${fileName} was exported.`);
  result.replaceChildren(
    element(
      "div",
      { class: "notice done" },
      element("p", {}, text),
      facts([
        [say("根拠データ", "Snapshot"), element("code", {}, snapshot.id)],
        ["SHA-256", element("code", {}, sha256)],
      ]),
    ),
  );
  announce(text);
}
