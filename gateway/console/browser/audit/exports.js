/** Takes the audit away as a file. */
import { ask } from "../ask.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { refusalOf } from "../parts/refusal.js";
import { announce } from "../status.js";

/** @import { Answers } from "../answers.d.ts" */
/** @import { Page } from "../router.js" */

/** @type {Page} */
export const exportsPage = {
  title: () => say("書き出し", "Exports"),
  async show() {
    const result = element("div", {});
    const forms = [
      ["XLSX", say("表、組と根拠、判断、対応", "Matrix, pairs with evidence, decisions, actions")],
      ["CSV", say("組と根拠", "Pairs with evidence")],
      ["JSON", say("すべて、機械で読む形", "All of it, for machines")],
      ["HTML", say("開いて印刷する。限界をすべての用紙に示す", "Open and print it; its limits stand on every sheet")],
    ];
    return [
      element(
        "p",
        { class: "lead" },
        say(
          "今の集まりを書き出します。書き出したことと、その中身のハッシュは証跡に残ります。",
          "Exports what is now. That you did, and the hash of the file, is in the trail.",
        ),
      ),
      element(
        "ul",
        { class: "exports" },
        forms.map(([format = "", text]) =>
          element("li", {}, exportButton(format, result), element("span", { id: `about-${format}` }, text)),
        ),
      ),
      result,
    ];
  },
};

/**
 * @param {string} format
 * @param {HTMLElement} result
 */
function exportButton(format, result) {
  const click = async () => {
    announce(say("書き出しています…", "Exporting…"));
    const { exportAudit } = await ask("export", { format }).catch((error) => {
      result.replaceChildren(refusalOf(error));
      return { exportAudit: null };
    });
    if (exportAudit) deliver(exportAudit, result);
  };
  return element(
    "button",
    { type: "button", class: "button second", "aria-describedby": `about-${format}`, click },
    format === "HTML" ? say("調書", "Work paper") : format,
  );
}

/**
 * @param {NonNullable<Answers["export"]["exportAudit"]>} exported
 * @param {HTMLElement} result
 */
function deliver({ fileName, mediaType, content, sha256 }, result) {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  element("a", { href: address, download: fileName }).click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  const text = say(`${fileName} を書き出しました。`, `${fileName} was exported.`);
  result.replaceChildren(
    element("p", { class: "notice done" }, text, element("br"), "SHA-256 ", element("code", {}, sha256)),
  );
  announce(text);
}
