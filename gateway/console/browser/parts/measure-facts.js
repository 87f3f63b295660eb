/** What a measure says of itself, for whoever compares it with another. */
import { nameIn } from "../choices.js";
import { say, told, toldInFull } from "../language.js";
import { fiscalYears } from "./formats.js";

/** @import { AuditedMeasure } from "../answers.d.ts" */
/** @import { Content } from "../content.d.ts" */
/** @import { Choices, ListName } from "../choices.js" */

/**
 * @param {AuditedMeasure} measure
 * @param {Choices} lists
 * @returns {readonly (readonly [name: string, value: Content])[]}
 */
export function measureFacts(measure, lists) {
  const { department, ownerUnit, purpose, issue, summary, startFiscalYear, endFiscalYear } = measure;
  const names = (/** @type {ListName} */ list, /** @type {readonly string[]} */ codes) =>
    codes.map((code) => nameIn(lists[list], code)).join(say("、", ", "));
  return [
    [say("部局", "Department"), nameIn(lists.departments, department)],
    [say("所管", "Unit in charge"), ownerUnit && told(ownerUnit)],
    [say("目的", "Purpose"), purpose && toldInFull(purpose)],
    [say("現状・課題", "Issue"), issue && toldInFull(issue)],
    [say("内容", "Description"), summary && toldInFull(summary)],
    [say("柱", "Pillar"), measure.pillar && nameIn(lists.pillars, measure.pillar)],
    [say("手段", "Instrument"), measure.instrument && nameIn(lists.instruments, measure.instrument)],
    [say("対象者", "For whom"), names("targetGroups", measure.targetGroups ?? [])],
    [say("対象地域", "Where"), names("areas", measure.areas ?? [])],
    [say("年度", "Fiscal years"), fiscalYears(startFiscalYear, endFiscalYear)],
  ];
}
