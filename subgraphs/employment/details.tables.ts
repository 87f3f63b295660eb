/** Where the employment department keeps its own fields: one column a field of `employment.graphql`. */
import { defineDetails } from "#kit/records/details.ts";

export const measureDetails = defineDetails("employment_measure", {
  jobMatchingChannels: { kind: "json" },
  counsellingDesk: { kind: "json" },
  counsellingDeskPlace: { kind: "json" },
  placedStaff: { kind: "json" },
  partnerBodies: { kind: "json" },
  paymentTrigger: { kind: "code" },
  registrationsRequired: { kind: "json" },
  nationalSchemeCount: { kind: "integer" },
  minimumLeaveDays: { kind: "integer" },
  employerSharePercent: { kind: "decimal" },
  programmeLength: { kind: "json" },
  placesPerCourse: { kind: "integer" },
  workingHoursCondition: { kind: "json" },
  wageCondition: { kind: "json" },
});

/** Own fields of all types of talent resource; a resource uses those of its type. */
export const talentResourceDetails = defineDetails("employment_talent_resource", {
  baseSystem: { kind: "json" },
  minimumHourlyWage: { kind: "bigInteger" },
  shortestShiftHours: { kind: "decimal" },
  openedIn: { kind: "text" },
  deskPlace: { kind: "json" },
  minimumAge: { kind: "integer" },
  stateGrant: { kind: "boolean" },
  deskStaff: { kind: "json" },
  staffCount: { kind: "integer" },
  placementFirms: { kind: "json" },
  firstUseSubsidyPercent: { kind: "decimal" },
  firstUseSubsidyCap: { kind: "bigInteger" },
  shorterSecondmentMonths: { kind: "integer" },
  longerSecondmentMonths: { kind: "integer" },
  writtenConditions: { kind: "boolean" },
  closingThreePartyTalk: { kind: "boolean" },
  branchCentreCount: { kind: "integer" },
  countedIn: { kind: "integer" },
  freeOfCharge: { kind: "boolean" },
});
