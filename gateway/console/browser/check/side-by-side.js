/** The texts of a plan and of an existing measure beside each other, with what both say marked. */
import { element } from "../element.js";
import { say } from "../language.js";

/** @import { ComparedPiece, ComparedText } from "../answers.d.ts" */

/** @param {readonly ComparedText[]} texts */
export function sideBySide(texts) {
  const heads = [say("項目", "Text"), say("計画", "The plan"), say("既にある施策", "The existing measure")];
  return element(
    "table",
    { class: "compared" },
    element("caption", {}, say("両方にある言葉に印があります", "What both say is marked")),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        heads.map((head) => element("th", { scope: "col" }, head)),
      ),
    ),
    element("tbody", {}, texts.map(row)),
  );
}

/** @param {ComparedText} text */
function row({ field, planned, existing }) {
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, nameOf(field)),
    element("td", { lang: "ja" }, planned.map(piece)),
    element("td", { lang: "ja" }, existing.map(piece)),
  );
}

/** @param {ComparedPiece} piece */
function piece({ text, isShared }) {
  return isShared ? element("mark", {}, text) : text;
}

/** @param {ComparedText["field"]} field */
function nameOf(field) {
  switch (field) {
    case "NAME":
      return say("事業名", "Name");
    case "SUMMARY":
      return say("内容", "Description");
    case "PURPOSE":
      return say("目的", "Purpose");
    case "ISSUE":
      return say("現状・課題", "Issue");
  }
}
