/** The form for a planned measure: of the contract's fields, those that are compared, with its budget. */
import { element } from "../element.js";
import { say } from "../language.js";
import { field, group, listed, select, textArea, textInput } from "../parts/fields.js";

/** @import { Choices } from "../choices.js" */

/**
 * @param {FormData} draft
 * @param {Choices} lists
 */
export function plannedFields(draft, lists) {
  return [mainFields(draft, lists), scopeFields(draft, lists), otherFields(draft, lists)];
}

/**
 * @param {FormData} draft
 * @param {Choices} lists
 */
function mainFields(draft, { departments }) {
  const value = reader(draft);
  return [
    field({ id: "name", label: say("事業名", "Name"), isRequired: true, control: textInput({ value: value("name") }) }),
    field({
      id: "department",
      label: say("部局", "Department"),
      isRequired: true,
      control: select({ choices: departments, chosen: value("department"), none: say("選んでください", "Choose one") }),
    }),
    field({
      id: "purpose",
      label: say("目的", "Purpose"),
      hint: say("何のために。例: 県内企業の人手不足を解消する。", "What it is for."),
      control: textArea({ value: value("purpose") }),
    }),
    field({
      id: "summary",
      label: say("内容", "Description"),
      hint: say("だれに、何を、どうするか。", "What is done, for whom, and how."),
      control: textArea({ value: value("summary"), rows: 4 }),
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
      chosen: draft.getAll("targetGroups").map(String),
      parts: [
        [say("個人", "Persons"), ({ kind }) => kind === "PERSON"],
        [say("組織", "Organisations"), ({ kind }) => kind !== "PERSON"],
      ],
    }),
    group({ id: "pillar", label: say("柱", "Pillar"), kind: "radio", choices: pillars, chosen: [value("pillar")] }),
    field({
      id: "areas",
      label: say("地域", "Area"),
      hint: say("県全体なら県を選びます。", "For all of the prefecture, choose the prefecture."),
      control: select({ choices: areas, chosen: value("areas"), none: say("未定", "Not decided") }),
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

/**
 * @param {FormData} draft
 * @param {Choices} lists
 */
function otherFields(draft, { instruments, talentTypes, industries }) {
  const value = reader(draft);
  return element(
    "details",
    {},
    element("summary", {}, say("さらに詳しく書く", "State more")),
    field({
      id: "issue",
      label: say("現状・課題", "The issue that it answers"),
      control: textArea({ value: value("issue") }),
    }),
    field({
      id: "eligibility",
      label: say("対象要件", "Who may use it"),
      control: textArea({ value: value("eligibility") }),
    }),
    field({
      id: "instrument",
      label: say("手段", "Instrument"),
      control: select({ choices: instruments, chosen: value("instrument"), none: say("未定", "Not decided") }),
    }),
    group({
      id: "talentTypes",
      label: say("人材区分", "Talent types"),
      kind: "checkbox",
      choices: talentTypes,
      chosen: draft.getAll("talentTypes").map(String),
    }),
    field({
      id: "industries",
      label: say("産業", "Industry"),
      control: select({ choices: industries, chosen: value("industries"), none: say("未定", "Not decided") }),
    }),
    field({
      id: "legalBasis",
      label: say("法的根拠", "Legal basis"),
      control: textInput({ value: value("legalBasis") }),
    }),
    field({
      id: "code",
      label: say("制度番号", "Number"),
      hint: say(
        "既に番号のある施策なら。それ自身とは比べません。",
        "If it has one already, so that it is not compared with itself.",
      ),
      control: textInput({ value: value("code"), size: "short" }),
    }),
  );
}

/** @param {FormData} draft */
function reader(draft) {
  return (/** @type {string} */ name) => String(draft.get(name) ?? "");
}
