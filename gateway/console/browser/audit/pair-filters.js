/** Which pairs are shown. */
import { element } from "../element.js";
import { say } from "../language.js";
import { addressHere } from "../look.js";
import { field, group, select } from "../parts/fields.js";
import { form } from "../parts/form.js";
import { wordChoices } from "../parts/words.js";
import { go } from "../router.js";

/** @import { Choice } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */

const scopes = [
  { code: "across", name: { ja: "部局をまたぐ組だけ", en: "Only across departments" } },
  { code: "dismissed", name: { ja: "退けた組も", en: "Dismissed ones too" } },
];

/**
 * @param {URLSearchParams} query
 * @param {Choices} lists
 */
export function pairFilters(query, { departments }) {
  const one = (/** @type {string} */ id, /** @type {string} */ label, /** @type {readonly Choice[]} */ choices) =>
    field({ id, label, control: select({ choices, chosen: query.get(id) ?? "", none: say("すべて", "All") }) });
  const chosen = scopes.map(({ code }) => code).filter((code) => query.has(code));
  return form({
    submit: say("絞り込む", "Filter"),
    fields: element(
      "div",
      { class: "filters" },
      one("department", say("部局", "Department"), departments),
      one("other", say("もう一方の部局", "Other department"), departments),
      one("class", say("種類", "Kind"), wordChoices("DUPLICATION", "OVERLAP", "FRAGMENTATION", "SIBLING")),
      group({ id: "scope", label: say("範囲", "Scope"), kind: "checkbox", choices: scopes, chosen }),
    ),
    async send(given) {
      const single = ["department", "other", "class"].map((id) => [id, String(given.get(id) ?? "")]);
      const flags = given.getAll("scope").map((code) => [String(code), true]);
      go(addressHere("/pairs", Object.fromEntries([...single, ...flags])));
      return [];
    },
  });
}
