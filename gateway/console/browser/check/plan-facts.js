/** What a plan says of itself. */
import { nameIn } from "../choices.js";
import { say, told } from "../language.js";
import { fiscalYears, yen } from "../parts/formats.js";

/** @import { CheckedPlan } from "../answers.d.ts" */
/** @import { Content } from "../content.d.ts" */
/** @import { Choices, ListName } from "../choices.js" */

/**
 * @param {CheckedPlan} plan
 * @param {Choices} lists
 * @returns {readonly (readonly [name: string, value: Content])[]}
 */
export function planFacts(plan, lists) {
  const names = (/** @type {ListName} */ list, /** @type {readonly string[] | null} */ codes) =>
    (codes ?? []).map((code) => nameIn(lists[list], code)).join(say("、", ", "));
  return [
    [say("事業名", "Name"), told(plan.name)],
    [say("制度番号", "Number"), plan.code],
    [say("部局", "Department"), plan.department && nameIn(lists.departments, plan.department)],
    [say("何をするか", "What it does"), plan.summary && told(plan.summary)],
    [say("目的", "Purpose"), plan.purpose && told(plan.purpose)],
    [say("現状・課題", "Issue"), plan.issue && told(plan.issue)],
    [say("対象者", "For whom"), names("targetGroups", plan.targetGroups)],
    [say("対象要件", "Who may use it"), plan.eligibility && told(plan.eligibility)],
    [say("地域", "Where"), names("areas", plan.areas)],
    [say("柱", "Pillar"), plan.pillar && nameIn(lists.pillars, plan.pillar)],
    [say("手段", "Instrument"), plan.instrument && nameIn(lists.instruments, plan.instrument)],
    [say("人材区分", "Talent types"), names("talentTypes", plan.talentTypes)],
    [say("産業", "Industries"), names("industries", plan.industries)],
    [say("対象経費", "Eligible costs"), plan.eligibleCosts && told(plan.eligibleCosts)],
    [say("法的根拠", "Legal basis"), plan.legalBasis && told(plan.legalBasis)],
    [say("年度", "Fiscal years"), fiscalYears(plan.startFiscalYear, plan.endFiscalYear)],
    [say("予算", "Budget"), plan.budget !== null && yen(plan.budget)],
  ];
}
