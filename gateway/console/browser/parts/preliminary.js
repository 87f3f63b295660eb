/** Says that results are not settled yet. */
import { element } from "../element.js";
import { say } from "../language.js";

/** @param {{ readonly preliminary: boolean }} snapshot */
export function preliminaryNotice({ preliminary }) {
  if (!preliminary) return null;
  return element(
    "p",
    { class: "notice", role: "status" },
    say(
      "暫定の結果です。監査が部局の変更をすべて追い終えるまで、件数も並びも変わることがあります。少し待って、この画面を開き直してください。",
      "These results are preliminary: until the audit has followed all changes of the departments, numbers and order may change. Open this page again in a while.",
    ),
  );
}
