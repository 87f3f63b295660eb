/** Where the education department keeps its own fields: one column a field of `education.graphql`. */
import { defineDetails } from "#kit/records/details.ts";

export const measureDetails = defineDetails("education_measure", {
  schoolKinds: { kind: "json" },
  coursesOfStudy: { kind: "json" },
  hostKinds: { kind: "json" },
  experienceDays: { kind: "integer" },
  paidWork: { kind: "boolean" },
  partnerUniversities: { kind: "json" },
  staffRoles: { kind: "json" },
  intake: { kind: "integer" },
  examOn: { kind: "moment" },
  restDaysPerWeek: { kind: "integer" },
  grades: { kind: "json" },
  credits: { kind: "integer" },
  reachesParents: { kind: "boolean" },
  reachesSchools: { kind: "boolean" },
});

/** Own fields of all types of talent resource; a resource uses those of its type. */
export const talentResourceDetails = defineDetails("education_talent_resource", {
  stayMonths: { kind: "integer" },
  secondeeRole: { kind: "json" },
  daysPerWeek: { kind: "integer" },
  schoolKinds: { kind: "json" },
  sinceFiscalYear: { kind: "integer" },
  studentBodies: { kind: "json" },
  graduateProfile: { kind: "json" },
  staffRoles: { kind: "json" },
  hoursPerWeek: { kind: "decimal" },
  paidWork: { kind: "boolean" },
  hostKinds: { kind: "json" },
  grades: { kind: "json" },
});
