/** Keeps the measures as they are now, once that is confirmed; or leads to a moment. */
import { ask } from "../ask.js";
import { element } from "../element.js";
import { plain, say } from "../language.js";
import { confirmed } from "../parts/confirm.js";
import { field, group, textInput } from "../parts/fields.js";
import { form } from "../parts/form.js";
import { number } from "../parts/formats.js";
import { scopeOf } from "../parts/look-bar.js";
import { readYear } from "../parts/read-number.js";
import { addressOf, go, refresh } from "../router.js";
import { announce } from "../status.js";

/** @import { Choices } from "../choices.js" */
/** @import { FieldError } from "../parts/form.js" */

/** @param {Choices} lists */
export function takingForm(lists) {
  return form({
    submit: say("保存する", "Keep"),
    fields: [
      group({
        id: "departments",
        label: say("部局で絞る", "Only these departments"),
        hint: say("選ばなければ、すべての部局。", "All departments if none is chosen."),
        kind: "checkbox",
        choices: lists.departments,
      }),
      field({
        id: "fiscalYear",
        label: say("会計年度で絞る", "Only this fiscal year"),
        hint: say(
          "その年度に行われるとわかっている施策だけになります。例: 2026、令和8。",
          "Only measures known to run in it, such as 2026.",
        ),
        control: textInput({ size: "short" }),
      }),
    ],
    async send(given) {
      const chosen = given.getAll("departments").map(String);
      const text = String(given.get("fiscalYear") ?? "").trim();
      const fiscalYear = text === "" ? null : readYear(text);
      if (fiscalYear === undefined) return [yearError()];
      return take({ departments: chosen.length > 0 ? chosen : null, fiscalYear }, lists);
    },
  });
}

/** @returns {FieldError} */
function yearError() {
  return {
    field: "fiscalYear",
    message: say("会計年度は 2026 や令和8のように入力してください", "Enter the fiscal year as in 2026"),
  };
}

/**
 * @param {{ departments: readonly string[] | null, fiscalYear: number | null }} scope
 * @param {Choices} lists
 * @returns {Promise<readonly FieldError[]>}
 */
async function take(scope, lists) {
  const isSure = await confirmed({
    heading: say("現在の施策を保存しますか", "Keep the measures as they are now?"),
    text: [
      element("p", {}, say(`範囲: ${scopeOf(scope, lists)}`, `Scope: ${scopeOf(scope, lists)}`)),
      element(
        "p",
        {},
        say("保存したことは証跡に残り、取り消せません。", "It is in the trail, and cannot be taken back."),
      ),
    ],
    yes: say("保存する", "Keep"),
  });
  if (!isSure) return [];
  const { takeSnapshot } = await ask("take-snapshot", scope);
  const problems = takeSnapshot?.problems ?? [];
  if (problems.length > 0) return problems.map(({ message }) => ({ field: undefined, message: plain(message) }));
  const count = number(takeSnapshot?.snapshot?.measureCount ?? 0);
  refresh();
  announce(say(`${count} 件の施策を保存しました`, `${count} measures are kept`));
  return [];
}

export function momentForm() {
  return form({
    submit: say("この時点を見る", "Look at it"),
    fields: field({
      id: "asOf",
      label: say("時点（日本時間）", "Moment (time of Japan)"),
      hint: say(
        "施策も判断も、その時点でのものになります。保存はされません。",
        "Measures and decisions as they stood then. Nothing is kept.",
      ),
      isRequired: true,
      control: textInput({ type: "datetime-local", size: "short" }),
    }),
    async send(given) {
      const text = String(given.get("asOf") ?? "");
      const asOf = new Date(`${text}+09:00`);
      if (Number.isNaN(asOf.getTime()))
        return [{ field: "asOf", message: say("日付と時刻を入力してください", "Enter a date and a time") }];
      go(addressOf("/overlap", { asOf: asOf.toISOString() }));
      return [];
    },
  });
}
