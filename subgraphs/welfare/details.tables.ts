/** Where the welfare department keeps its own fields: one column a field of `welfare.graphql`. */
import { defineDetails } from "#kit/records/details.ts";

export const measureDetails = defineDetails("welfare_measure", {
  facilityKinds: { kind: "json" },
  qualificationsEarned: { kind: "json" },
  qualificationsHeld: { kind: "json" },
  careWorkerLevels: { kind: "json" },
  quotaPlaces: { kind: "integer" },
  interestFree: { kind: "boolean" },
  writeOffYears: { kind: "integer" },
  writeOffWorkplaces: { kind: "json" },
  writeOffArea: { kind: "code" },
  writeOffCondition: { kind: "json" },
  careTechnologyKinds: { kind: "json" },
  venueCount: { kind: "integer" },
  heldOn: { kind: "moment" },
  establishedYear: { kind: "integer" },
});

/** Own fields of all types of talent resource; a resource uses those of its type. */
export const talentResourceDetails = defineDetails("welfare_talent_resource", {
  deskServices: { kind: "json" },
  freeOfCharge: { kind: "boolean" },
  establishedYear: { kind: "integer" },
  designatedByPrefecture: { kind: "boolean" },
  satelliteAreas: { kind: "json" },
  careWorkerLevels: { kind: "json" },
  subsidyCap: { kind: "bigInteger" },
  facilityKinds: { kind: "json" },
  splitTasks: { kind: "json" },
});
