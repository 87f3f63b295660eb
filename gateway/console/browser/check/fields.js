/** The form for a planned measure: of the contract's fields, those that are compared, with its budget. */
import { element } from "../element.js";
import { say } from "../language.js";
import { chosenIn, reader } from "../parts/draft.js";
import { field, group, listed, select, textArea, textInput } from "../parts/fields.js";
import { moreFields } from "./more-fields.js";

/** @import { Choice } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */

/**
 * What a plan is called and what it does is asked first; the rest stands behind, for whoever wants it weighed too.
 * @param {FormData} draft
 * @param {Choices} lists
 */
export function plannedFields(draft, lists) {
  const further = element(
    "details",
    { id: "further" },
    element("summary", {}, say("対象者・地域・目的なども書く", "State for whom, where, what for and more")),
    [ownFields(draft, lists), scopeFields(draft, lists), moreFields(draft, lists)],
  );
  return [firstFields(draft), further];
}

/** @param {FormData} draft */
function firstFields(draft) {
  const value = reader(draft);
  return [
    field({ id: "name", label: say("事業名", "Name"), isRequired: true, control: textInput({ value: value("name") }) }),
    field({
      id: "summary",
      label: say("何をするか", "What it does"),
      hint: say("対象者に対して何をどのように行うか。", "What is done, for whom, and how."),
      control: textArea({ value: value("summary"), rows: 4 }),
    }),
  ];
}

/**
 * @param {FormData} draft
 * @param {Choices} lists
 */
function ownFields(draft, { departments }) {
  const value = reader(draft);
  return [
    field({
      id: "department",
      label: say("部局", "Department"),
      control: select({ choices: departments, chosen: value("department"), none: say("未定", "Not decided") }),
    }),
    field({
      id: "purpose",
      label: say("目的", "Purpose"),
      hint: say("何のために。例: 県内企業の人手不足を解消する。", "What it is for."),
      control: textArea({ value: value("purpose") }),
    }),
  ];
}

/**
 * @param {FormData} draft
 * @param {Choices} lists
 */
function scopeFields(draft, { targetGroups, pillars, areas }) {
  const value = reader(draft);
  return [
    listed({
      id: "targetGroups",
      label: say("対象者", "Target groups"),
      hint: say("当てはまるものをすべて。", "All that apply."),
      kind: "checkbox",
      choices: targetGroups,
      chosen: chosenIn(draft, "targetGroups"),
      parts: [
        [say("個人", "Persons"), ({ kind }) => kind === "PERSON"],
        [say("組織", "Organisations"), ({ kind }) => kind !== "PERSON"],
      ],
    }),
    group({ id: "pillar", label: say("柱", "Pillar"), kind: "radio", choices: pillars, chosen: [value("pillar")] }),
    listed({
      id: "areas",
      label: say("地域", "Areas"),
      hint: say("県全体なら県を選びます。", "For all of the prefecture, choose the prefecture."),
      kind: "checkbox",
      choices: areas,
      chosen: chosenIn(draft, "areas"),
      parts: [
        [say("市町村", "Municipalities"), isMunicipality],
        [say("都道府県・全国", "Prefectures, the nation"), (area) => !isMunicipality(area)],
      ],
    }),
    yearField("startFiscalYear", say("開始年度", "First fiscal year"), value("startFiscalYear")),
    yearField("endFiscalYear", say("終了年度", "Last fiscal year"), value("endFiscalYear")),
    field({
      id: "budgets",
      label: say("開始年度の予算（円）", "Budget of the first fiscal year (yen)"),
      hint: say("例: 13,500,000。比べるのには使いません。", "Such as 13,500,000. It is not compared."),
      control: textInput({ value: value("budgets"), inputmode: "numeric", size: "short" }),
    }),
  ];
}

/**
 * @param {string} id
 * @param {string} label
 * @param {string} value
 */
function yearField(id, label, value) {
  const hint = say("西暦か元号で。例: 2027、令和9。", "Such as 2027, for the year that begins in April 2027.");
  return field({ id, label, hint, control: textInput({ value, size: "short" }) });
}

/** @param {Choice} area */
function isMunicipality({ kind }) {
  return kind === "CITY" || kind === "TOWN" || kind === "VILLAGE";
}
