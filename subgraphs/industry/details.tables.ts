/** Where the industry department keeps its own fields: one column a field of `industry.graphql`. */
import { defineDetails } from "#kit/records/details.ts";

export const measureDetails = defineDetails("industry_measure", {
  productivityGrowthPercent: { kind: "decimal" },
  payrollGrowthPercent: { kind: "decimal" },
  investmentKinds: { kind: "json" },
  dxPartnerRequired: { kind: "boolean" },
  businessStages: { kind: "json" },
  farmForestryCareerStages: { kind: "json" },
  equipmentProvision: { kind: "code" },
  marketEntries: { kind: "json" },
  expertUse: { kind: "code" },
  programmeMonths: { kind: "integer" },
  supportedPersonsMax: { kind: "integer" },
  fieldTrainingDaysMin: { kind: "integer" },
  fieldTrainingDaysMax: { kind: "integer" },
  fieldTrainingSchedule: { kind: "json" },
});

/** Own fields of all types of talent resource; a resource uses those of its type. */
export const talentResourceDetails = defineDetails("industry_talent_resource", {
  trialFiscalYear: { kind: "integer" },
  regularOperationFiscalYear: { kind: "integer" },
  matchingSystemProvider: { kind: "json" },
  farmTasks: { kind: "json" },
  machineLending: { kind: "boolean" },
  commissionedRecruitment: { kind: "boolean" },
  workerRegistration: { kind: "boolean" },
  lentMachines: { kind: "json" },
  collegeOpenedFiscalYear: { kind: "integer" },
  collegeCourseMonths: { kind: "integer" },
  collegeCourseFee: { kind: "bigInteger" },
  commissionedByPrefecture: { kind: "boolean" },
  practiceSites: { kind: "json" },
  applicantAssistanceDuty: { kind: "boolean" },
  registrationWeeks: { kind: "integer" },
  expertiseFields: { kind: "json" },
});
