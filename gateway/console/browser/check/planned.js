/** What was entered, as the graph takes it; or what is wrong with it, and where. */
import { Refused } from "../ask.js";
import { say } from "../language.js";
import { readWhole, readYear } from "../parts/read-number.js";

/** @import { FieldError } from "../parts/form.js" */
/** @typedef {Readonly<Record<string, unknown>>} Variables */

/**
 * @param {FormData} given
 * @returns {{ variables: Variables, errors: readonly FieldError[] }}
 */
export function plannedOf(given) {
  const text = (/** @type {string} */ name) => String(given.get(name) ?? "").trim();
  const localised = (/** @type {string} */ name) => (text(name) === "" ? undefined : { ja: text(name) });
  const list = (/** @type {string} */ name) => {
    const values = given.getAll(name).map(String).filter(Boolean);
    return values.length > 0 ? values : undefined;
  };
  const [start, end] = [readYear(text("startFiscalYear")), readYear(text("endFiscalYear"))];
  const amount = readWhole(text("budgets"));
  const eligibility = localised("eligibility");
  const eligibleCosts = localised("benefits");
  const measure = {
    code: text("code"),
    name: { ja: text("name") },
    purpose: localised("purpose"),
    issue: localised("issue"),
    summary: localised("summary"),
    eligibility: eligibility && { humanText: eligibility },
    benefits: eligibleCosts && [{ eligibleCosts }],
    pillar: text("pillar") || undefined,
    instrument: text("instrument") || undefined,
    talentTypes: list("talentTypes"),
    targetGroups: list("targetGroups"),
    areas: list("areas"),
    industries: list("industries"),
    legalBasis: localised("legalBasis"),
    startFiscalYear: start,
    endFiscalYear: end,
    budgets: amount === undefined || start === undefined ? undefined : [{ fiscalYear: start, amount }],
    sources: [],
  };
  return {
    variables: { planned: measure, department: text("department") || null },
    errors: errorsIn({ text, start, end, amount }),
  };
}

/**
 * @param {{ text: (name: string) => string, start: number | undefined, end: number | undefined, amount: number | undefined }} read
 * @returns {readonly FieldError[]}
 */
function errorsIn({ text, start, end, amount }) {
  const isEmpty = (/** @type {string} */ name) => text(name) === "";
  const isYearWrong = (/** @type {string} */ name, /** @type {number | undefined} */ year) =>
    !isEmpty(name) && year === undefined;
  /** @type {readonly (readonly [boolean, string, string])[]} */
  const found = [
    [isEmpty("name"), "name", say("事業名を入力してください", "Enter the name")],
    [
      isYearWrong("startFiscalYear", start),
      "startFiscalYear",
      say("開始年度は 2027 や令和9のように入力してください", "Enter the first fiscal year as in 2027"),
    ],
    [
      isYearWrong("endFiscalYear", end),
      "endFiscalYear",
      say("終了年度は 2027 や令和9のように入力してください", "Enter the last fiscal year as in 2027"),
    ],
    [
      start !== undefined && end !== undefined && end < start,
      "endFiscalYear",
      say("終了年度は開始年度より前にできません", "The last fiscal year cannot be before the first"),
    ],
    [
      !isEmpty("budgets") && amount === undefined,
      "budgets",
      say("予算は 0 以上の整数を円で入力してください", "Enter the budget as a whole number of yen"),
    ],
    [
      amount !== undefined && isEmpty("startFiscalYear"),
      "startFiscalYear",
      say("予算を入力したときは、開始年度も入力してください", "With a budget, enter the first fiscal year too"),
    ],
  ];
  return found.flatMap(([isWrong, field, message]) => (isWrong ? [{ field, message }] : []));
}

/**
 * What the graph refuses names the place in what it was given, where it is about one.
 * @param {unknown} error
 * @returns {readonly FieldError[]}
 * @throws what is no answer of the hub
 */
export function fieldErrorsOf(error) {
  if (!(error instanceof Refused)) throw error;
  return error.messages.map((message) => {
    const [, inMeasure] = /"planned\.([A-Za-z]+)/.exec(message) ?? [];
    const field = inMeasure ?? (message.includes('"$department"') ? "department" : undefined);
    return { field, message: withoutPlace(message) };
  });
}

/**
 * The field says where.
 * @param {string} message
 */
function withoutPlace(message) {
  return message.replace(
    /^.*Variable "\$\w+" got invalid value .*?; (?:\w+: )?|^変数の値が正しくありません（"[^"]*"）。 /s,
    "",
  );
}
