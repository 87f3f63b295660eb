/** Who is addressed, and who around them is not: the parents of pupils, the employers of job seekers. */
import type { LocalizedTextInput } from "#kit/records/record.ts";
import { targetGroups } from "#kit/reference/lists.ts";
import { isRunning } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import { findingId } from "./finding.ts";

export interface SurroundingGroup {
  readonly group: string;
  readonly name: GroupName;
  readonly together: number;
  readonly measures: number;
  readonly findingId: string | null;
}

export interface TargetGroupReview {
  readonly group: string;
  readonly name: GroupName;
  readonly measures: number;
  readonly around: readonly SurroundingGroup[];
}

type GroupName = LocalizedTextInput;

/** Who shapes the choices of a group, or gives it work: the prefecture's own examples are the parents and schools of young people. */
const around: Readonly<Record<string, readonly string[]>> = {
  YOUNG_PEOPLE: ["PARENTS", "SCHOOLS", "COMPANIES"],
  LOWER_SECONDARY_STUDENTS: ["PARENTS", "SCHOOLS", "COMPANIES"],
  UPPER_SECONDARY_STUDENTS: ["PARENTS", "SCHOOLS", "COMPANIES"],
  UNIVERSITY_STUDENTS: ["PARENTS", "UNIVERSITIES", "COMPANIES"],
  STUDENTS_OUTSIDE_PREFECTURE: ["PARENTS", "UNIVERSITIES", "COMPANIES"],
  TRAINEES: ["TRAINING_SCHOOLS", "COMPANIES"],
  JOB_SEEKERS: ["COMPANIES", "FAMILIES_WITH_CHILDREN"],
  UNEMPLOYED: ["COMPANIES"],
  NON_REGULAR_WORKERS: ["COMPANIES", "UNIONS"],
  EMPLOYEES: ["COMPANY_MANAGERS", "UNIONS"],
  WOMEN: ["COMPANY_MANAGERS", "FAMILIES_WITH_CHILDREN"],
  SINGLE_PARENTS: ["COMPANIES", "NURSERIES"],
  OLDER_PEOPLE: ["COMPANIES"],
  PERSONS_WITH_DISABILITIES: ["COMPANIES", "WELFARE_PROVIDERS", "SCHOOLS"],
  PEOPLE_AWAY_FROM_WORK: ["PARENTS", "NONPROFITS", "COMPANIES"],
  FOREIGN_WORKERS: ["COMPANIES", "SUPERVISING_ORGANISATIONS", "RESIDENTS"],
  FOREIGN_RESIDENTS: ["RESIDENTS", "SCHOOLS"],
  MIGRANTS: ["COMPANIES", "FAMILIES_WITH_CHILDREN"],
  WOULD_BE_FARMERS: ["FARM_OPERATORS", "SCHOOLS"],
  FORESTRY_WORKERS: ["FORESTRY_EMPLOYERS"],
  SUCCESSORS: ["COMPANY_MANAGERS", "TRADE_BODIES"],
  CARE_WORKERS: ["CARE_PROVIDERS", "TRAINING_SCHOOLS"],
  WELFARE_WORKERS: ["WELFARE_PROVIDERS", "SCHOOLS"],
  NURSES: ["MEDICAL_INSTITUTIONS"],
  NURSING_STUDENTS: ["TRAINING_SCHOOLS", "MEDICAL_INSTITUTIONS"],
  PHYSICIANS: ["MEDICAL_INSTITUTIONS", "UNIVERSITIES"],
  PHARMACY_STUDENTS: ["UNIVERSITIES", "PHARMACEUTICAL_COMPANIES"],
  NURSERY_TEACHERS: ["NURSERIES"],
  NURSERY_TEACHER_STUDENTS: ["TRAINING_SCHOOLS", "NURSERIES"],
  TEACHERS: ["SCHOOLS", "UNIVERSITIES"],
};

/** Of the groups that measures address and that others stand around, in the order of the list. */
export function targetReviews(view: View): readonly TargetGroupReview[] {
  return view.once("targets", () => {
    const count = countGroups(view);
    return Object.entries(around).flatMap(([group, others]) => {
      const measures = count(group);
      if (measures === 0) return [];
      const surrounding = others.map((other) => {
        const together = count(group, other);
        const id = together === 0 ? findingId("TARGET_GAP", group, other) : null;
        return { group: other, name: nameOf(other), together, measures: count(other), findingId: id };
      });
      return [{ group, name: nameOf(group), measures, around: surrounding }];
    });
  });
}

type CountGroups = (group: string, other?: string) => number;

/** How many running measures address a group, alone or together with another: each measure is looked at once. */
function countGroups({ measures }: View): CountGroups {
  const counts = new Map<string, number>();
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const measure of measures.values()) {
    const groups = new Set<string>(isRunning(measure) ? measure.contract.targetGroups : []);
    for (const group of groups) {
      add(group);
      for (const other of around[group] ?? []) if (groups.has(other)) add(`${group} ${other}`);
    }
  }
  return (group, other) => counts.get(other === undefined ? group : `${group} ${other}`) ?? 0;
}

const names = new Map<string, GroupName>([...targetGroups].map(([code, { name }]) => [code, name]));

function nameOf(group: string): GroupName {
  return names.get(group) ?? { ja: group };
}
