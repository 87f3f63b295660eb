/** The tables that every department keeps its measures and talent resources in. Lists that are filtered or joined have rows of their own. */
import { defineTable } from "../database/define-table.ts";
import type {
  AvailabilityPeriodInput,
  BenefitInput,
  CallPeriodInput,
  CapacityInput,
  DeliveryOrganisationInput,
  EligibilityInput,
  LocalizedTextInput,
  OriginalLabelInput,
  OutcomeInput,
  RelationInput,
  StackingRuleInput,
} from "./record.ts";

/** What both kinds of record share. */
interface RecordRow {
  readonly code: string;
  readonly typeName: string;
  readonly version: number;
  /** Digest of the content, so that a row imported again unchanged is left alone. */
  readonly digest: string;
  readonly updatedAt: string;
  readonly nameJa: string;
  readonly nameEn: string | null;
  readonly summary: LocalizedTextInput | null;
  readonly talentTypes: readonly string[] | null;
  readonly lifecycle: string | null;
  readonly outcomes: readonly OutcomeInput[] | null;
  readonly originalLabels: readonly OriginalLabelInput[];
  /** Lists with rows of their own that are stated to be empty; without this "none" would be read back as "unknown". */
  readonly emptyLists: readonly string[];
}

export interface MeasureRow extends RecordRow {
  readonly predecessorCode: string | null;
  readonly officialName: boolean | null;
  readonly purpose: LocalizedTextInput | null;
  readonly issue: LocalizedTextInput | null;
  readonly ownerUnitId: string | null;
  readonly deliveryOrganisations: readonly DeliveryOrganisationInput[] | null;
  readonly pillar: string | null;
  readonly instrument: string | null;
  readonly startFiscalYear: number | null;
  readonly endFiscalYear: number | null;
  readonly attestedFiscalYears: readonly number[] | null;
  readonly occupations: readonly LocalizedTextInput[] | null;
  readonly eligibility: EligibilityInput | null;
  readonly benefits: readonly BenefitInput[] | null;
  readonly callPeriods: readonly CallPeriodInput[] | null;
  readonly legalBasis: LocalizedTextInput | null;
  readonly relations: readonly RelationInput[] | null;
  readonly stackingRules: readonly StackingRuleInput[] | null;
}

export interface TalentResourceRow extends RecordRow {
  readonly kind: string;
  readonly operator: LocalizedTextInput | null;
  readonly sharingModes: readonly string[] | null;
  readonly skills: readonly LocalizedTextInput[] | null;
  readonly availability: readonly AvailabilityPeriodInput[] | null;
  readonly capacity: readonly CapacityInput[] | null;
  readonly conditions: LocalizedTextInput | null;
  readonly privacyLevel: string | null;
}

/** A row of a list: which record it belongs to and where it stands in the list. */
interface ListRow {
  readonly code: string;
  readonly position: number;
}

export interface CodeRow extends ListRow {
  readonly value: string;
}

export interface BudgetRow extends ListRow {
  readonly fiscalYear: number;
  readonly stage: string | null;
  readonly amount: number;
  readonly fundingSource: string | null;
  readonly note: string | null;
}

export interface SourceRow extends ListRow {
  readonly url: string;
  readonly title: string | null;
  readonly retrievedOn: string | null;
}

export interface OrganisationUnitRow {
  /** Digest of what follows: the same unit in the same span of time is one row. */
  readonly id: string;
  readonly nameJa: string;
  readonly nameEn: string | null;
  readonly parentJa: string | null;
  readonly parentEn: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

const recordColumns = {
  code: { kind: "code", key: true },
  typeName: { kind: "code", required: true },
  version: { kind: "integer", required: true },
  digest: { kind: "code", required: true },
  updatedAt: { kind: "moment", required: true },
  nameJa: { kind: "text", required: true },
  nameEn: { kind: "text" },
  summary: { kind: "json" },
  talentTypes: { kind: "json" },
  lifecycle: { kind: "code" },
  outcomes: { kind: "json" },
  originalLabels: { kind: "json", required: true },
  emptyLists: { kind: "json", required: true },
} as const;

export const measureTable = defineTable<MeasureRow>("measure", {
  columns: {
    ...recordColumns,
    predecessorCode: { kind: "code" },
    officialName: { kind: "boolean" },
    purpose: { kind: "json" },
    issue: { kind: "json" },
    ownerUnitId: { kind: "code" },
    deliveryOrganisations: { kind: "json" },
    pillar: { kind: "code" },
    instrument: { kind: "code" },
    startFiscalYear: { kind: "integer" },
    endFiscalYear: { kind: "integer" },
    attestedFiscalYears: { kind: "json" },
    occupations: { kind: "json" },
    eligibility: { kind: "json" },
    benefits: { kind: "json" },
    callPeriods: { kind: "json" },
    legalBasis: { kind: "json" },
    relations: { kind: "json" },
    stackingRules: { kind: "json" },
  },
});

export const talentResourceTable = defineTable<TalentResourceRow>("talent_resource", {
  columns: {
    ...recordColumns,
    kind: { kind: "code", required: true },
    operator: { kind: "json" },
    sharingModes: { kind: "json" },
    skills: { kind: "json" },
    availability: { kind: "json" },
    capacity: { kind: "json" },
    conditions: { kind: "json" },
    privacyLevel: { kind: "code" },
  },
});

export const organisationUnitTable = defineTable<OrganisationUnitRow>("organisation_unit", {
  columns: {
    id: { kind: "code", key: true },
    nameJa: { kind: "text", required: true },
    nameEn: { kind: "text" },
    parentJa: { kind: "text" },
    parentEn: { kind: "text" },
    validFrom: { kind: "moment" },
    validTo: { kind: "moment" },
  },
});

const listColumns = {
  code: { kind: "code", key: true },
  position: { kind: "integer", key: true },
} as const;

function codeListTable(name: string) {
  return defineTable<CodeRow>(name, { columns: { ...listColumns, value: { kind: "code", required: true } } });
}

function budgetTable(name: string) {
  return defineTable<BudgetRow>(name, {
    columns: {
      ...listColumns,
      fiscalYear: { kind: "integer", required: true },
      stage: { kind: "code" },
      amount: { kind: "bigInteger", required: true },
      fundingSource: { kind: "text" },
      note: { kind: "text" },
    },
  });
}

function sourceTable(name: string) {
  return defineTable<SourceRow>(name, {
    columns: {
      ...listColumns,
      url: { kind: "text", required: true },
      title: { kind: "text" },
      retrievedOn: { kind: "moment" },
    },
  });
}

/** The list tables of a kind of record, by the contract field that they hold. */
function listTables(record: string) {
  return {
    areas: codeListTable(`${record}_area`),
    industries: codeListTable(`${record}_industry`),
    targetGroups: codeListTable(`${record}_target_group`),
    budgets: budgetTable(`${record}_budget`),
    sources: sourceTable(`${record}_source`),
  };
}

export type ListTables = ReturnType<typeof listTables>;

export const measureLists = listTables("measure");
export const talentResourceLists = listTables("talent_resource");
