/** Keeps a check as a sheet (重複確認書), and goes to it. */
import { ask } from "../ask.js";
import { element } from "../element.js";
import { plain, say } from "../language.js";
import { hint } from "../parts/paragraphs.js";
import { refusalOf } from "../parts/refusal.js";
import { addressOf, go } from "../router.js";

/** @param {Readonly<Record<string, unknown>>} variables the plan that was checked */
export function saveForm(variables) {
  const said = element("div", { role: "status" });
  const click = async () => {
    // A second press while the first is under way would save it twice.
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    said.replaceChildren();
    try {
      const { saveCheck } = await ask("save-check", variables);
      if (saveCheck?.check) return go(addressOf("/check-sheet", { id: saveCheck.check.id }));
      said.replaceChildren(...(saveCheck?.problems ?? []).map(({ message }) => element("p", {}, plain(message))));
    } catch (error) {
      said.replaceChildren(refusalOf(error));
    } finally {
      button.removeAttribute("aria-disabled");
    }
  };
  const button = element("button", { type: "button", class: "button second", id: "save-check", click }, saveText());
  return [
    element("p", { class: "submit" }, button),
    hint(
      "計画とこの結果を、番号を付けて保存します。後から変わらず、リンクで開き、印刷できます。あなたの部局と監査担当者が見られます。",
      "Keeps the plan and this result under a number. It does not change later, opens by its link and can be printed. Your department and auditors see it.",
    ),
    said,
  ];
}

function saveText() {
  return say("重複確認書として保存する", "Save as a check sheet");
}
