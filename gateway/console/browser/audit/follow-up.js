/** All actions on released decisions, which of them are late, and what they have come to. */
import { ask } from "../ask.js";
import { choices, nameIn } from "../choices.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { auditAway } from "../parts/away.js";
import { toCsv } from "../parts/csv.js";
import { deliverFile } from "../parts/deliver-file.js";
import { facts } from "../parts/facts.js";
import { field, group, select } from "../parts/fields.js";
import { form } from "../parts/form.js";
import { day, number, partlyKnown, todayInJapan, yen } from "../parts/formats.js";
import { table } from "../parts/table.js";
import { word, wordChoices } from "../parts/words.js";
import { addressOf, go } from "../router.js";
import { announce } from "../status.js";

/** @import { FollowUp } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
/** @import { Page } from "../router.js" */

/** @type {Page} */
export const followUpPage = {
  title: () => say("対応の状況", "Follow-up"),
  async show(query) {
    const [{ followUp }, lists] = await Promise.all([ask("follow-up", filterIn(query)), choices()]);
    if (!followUp) return auditAway();
    const { areas, areasAddressed, byStatus } = followUp;
    return [
      facts([
        [say("対応のある判断", "Decisions with actions"), number(areas)],
        [say("すべて済んだもの", "All of them addressed"), number(areasAddressed)],
        [say("節減の見込み", "Estimated saving"), saving(followUp, "estimated")],
        [say("実際の節減", "Realised saving"), saving(followUp, "realised")],
      ]),
      table({
        caption: say("状態ごとの対応の数", "Actions by status"),
        headings: [say("状態", "Status"), say("数", "Actions")],
        rows: byStatus.map(({ status, actions }) => [word(status), number(actions)]),
      }),
      element("h2", {}, say("対応の一覧", "All actions")),
      filters(query, lists),
      list(followUp, lists),
    ];
  },
};

/** @param {URLSearchParams} query */
function filterIn(query) {
  const status = query.get("status");
  const overdue = query.has("overdue") ? true : null;
  return { statuses: status ? [status] : null, department: query.get("department") || null, overdue };
}

/**
 * @param {URLSearchParams} query
 * @param {Choices} lists
 */
function filters(query, { departments }) {
  const statuses = wordChoices("NOT_ADDRESSED", "PARTIALLY_ADDRESSED", "ADDRESSED", "CLOSED_OTHER");
  const none = say("すべて", "All");
  const late = [{ code: "overdue", name: { ja: "期限を過ぎたものだけ", en: "Only those that are late" } }];
  return form({
    submit: say("絞り込む", "Filter"),
    fields: element(
      "div",
      { class: "filters" },
      field({
        id: "status",
        label: say("状態", "Status"),
        control: select({ choices: statuses, chosen: query.get("status") ?? "", none }),
      }),
      field({
        id: "department",
        label: say("担当の部局", "Department"),
        control: select({ choices: departments, chosen: query.get("department") ?? "", none }),
      }),
      group({
        id: "overdue",
        label: say("期限", "Due date"),
        kind: "checkbox",
        choices: late,
        chosen: query.has("overdue") ? ["overdue"] : [],
      }),
    ),
    async send(given) {
      const [status, department] = ["status", "department"].map((name) => String(given.get(name) ?? ""));
      go(addressOf("/follow-up", { status, department, overdue: given.has("overdue") }));
      return [];
    },
  });
}

/**
 * @param {FollowUp} followUp
 * @param {"estimated" | "realised"} kind
 */
function saving({ areas, ...sums }, kind) {
  if (areas === 0) return say("対応なし", "no actions");
  return kind === "estimated"
    ? partlyKnown(sums.estimatedSaving, sums.estimatedSavingUnknown)
    : partlyKnown(sums.realisedSaving, sums.realisedSavingUnknown);
}

/**
 * @param {FollowUp} followUp
 * @param {Choices} lists
 */
function list({ actions }, lists) {
  if (actions.length === 0) return element("p", {}, say("当てはまる対応はありません。", "No action is like that."));
  const count = say(`${number(actions.length)} 件`, String(number(actions.length)));
  return [
    element(
      "p",
      {},
      count,
      " ",
      element(
        "button",
        { type: "button", class: "button second", click: () => exportList(actions, lists) },
        say("この一覧を CSV で書き出す", "Take this list away as CSV"),
      ),
    ),
    table({
      caption: say("対応", "Actions"),
      headings: headings(""),
      rows: actions.map((action) => {
        const [text, ...others] = cells(action, lists, shown);
        return [element("a", { href: addressOf("/decision", { id: action.decisionId }) }, text), ...others];
      }),
    }),
  ];
}

/** @param {string} unit of the amounts, where it does not stand in the cells */
function headings(unit) {
  return [
    say("内容", "What"),
    say("部局", "Department"),
    say("担当", "In charge"),
    say("期限", "Due"),
    say("状態", "Status"),
    say("説明", "Note"),
    `${say("節減の見込み", "Estimated saving")}${unit}`,
    `${say("実際の節減", "Realised saving")}${unit}`,
  ];
}

/** How a page has dates and amounts, for people to read. */
const shown = { day, yen };

/** How a file has them, for a spreadsheet to sort and sum. @type {typeof shown} */
const exact = {
  day: (date) => date,
  yen: (amount) => (amount === null ? yen(amount) : String(amount)),
};

/**
 * @param {FollowUp["actions"][number]} action
 * @param {Choices} lists
 * @param {typeof shown} form
 */
function cells({ text, department, owner, dueOn, isOverdue, status, note, ...savings }, { departments }, form) {
  const due = form.day(dueOn);
  return [
    text,
    nameIn(departments, department),
    owner,
    isOverdue ? say(`${due}（過ぎています）`, `${due} (late)`) : due,
    word(status),
    note ?? "",
    form.yen(savings.estimatedSaving),
    form.yen(savings.realisedSaving),
  ];
}

/**
 * @param {FollowUp["actions"]} actions
 * @param {Choices} lists
 */
function exportList(actions, lists) {
  const rows = [headings(say("（円）", " (yen)")), ...actions.map((action) => cells(action, lists, exact))];
  const name = `${say("対応の一覧", "actions")}-${todayInJapan()}.csv`;
  deliverFile({ name, type: "text/csv;charset=utf-8", content: toCsv(rows) });
  announce(say(`${name} を書き出しました。`, `${name} was exported.`));
}
