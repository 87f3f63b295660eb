/** The two kinds of record, and how the content of each becomes rows. */
import { createHash } from "node:crypto";
import type { TableDefinition } from "../database/define-table.ts";
import {
  type ContractInput,
  digestOf,
  type MeasureInput,
  normalForm,
  type OrganisationUnitInput,
  type RecordContent,
  type RecordInterface,
  type TalentResourceInput,
} from "./record.ts";
import {
  type BudgetRow,
  type CodeRow,
  type ListTables,
  type MeasureRow,
  measureLists,
  measureTable,
  type OrganisationUnitRow,
  type SourceRow,
  type TalentResourceRow,
  talentResourceLists,
  talentResourceTable,
} from "./tables.ts";

export interface RecordKind<Input extends ContractInput, Row extends object> {
  readonly interfaceName: RecordInterface;
  readonly table: TableDefinition<Row>;
  readonly lists: ListTables;
  toRow(content: RecordContent<Input>, stamp: Stamp): Row;
}

/** What a write adds to a content. */
export interface Stamp {
  readonly version: number;
  readonly updatedAt: string;
}

const measureColumns = [
  "predecessorCode",
  "officialName",
  "purpose",
  "issue",
  "deliveryOrganisations",
  "pillar",
  "instrument",
  "startFiscalYear",
  "endFiscalYear",
  "attestedFiscalYears",
  "occupations",
  "eligibility",
  "benefits",
  "callPeriods",
  "legalBasis",
  "relations",
  "stackingRules",
] as const satisfies readonly (keyof MeasureInput)[];

const talentResourceColumns = [
  "operator",
  "sharingModes",
  "skills",
  "availability",
  "capacity",
  "conditions",
  "privacyLevel",
] as const satisfies readonly (keyof TalentResourceInput)[];

export const measureKind: RecordKind<MeasureInput, MeasureRow> = {
  interfaceName: "Measure",
  table: measureTable,
  lists: measureLists,
  toRow: (content, stamp) => ({
    ...sharedColumns(content, stamp),
    ...stated(content.contract, measureColumns),
    ownerUnitId: content.contract.ownerUnit ? organisationUnitId(content.contract.ownerUnit) : null,
  }),
};

export const talentResourceKind: RecordKind<TalentResourceInput, TalentResourceRow> = {
  interfaceName: "TalentResource",
  table: talentResourceTable,
  lists: talentResourceLists,
  toRow: (content, stamp) => ({
    ...sharedColumns(content, stamp),
    ...stated(content.contract, talentResourceColumns),
    kind: content.contract.kind,
  }),
};

/** Fields of the input that are columns of the same name, null where not stated. */
function stated<Input extends object, Name extends keyof Input>(input: Input, names: readonly Name[]) {
  const entries = names.map((name) => [name, input[name] ?? null]);
  return Object.fromEntries(entries) as { readonly [N in Name]-?: Exclude<Input[N], undefined> | null };
}

function sharedColumns(content: RecordContent, { version, updatedAt }: Stamp) {
  const { typeName, contract } = content;
  return {
    code: contract.code,
    typeName,
    version,
    digest: digestOf(content),
    updatedAt,
    nameJa: contract.name.ja,
    nameEn: contract.name.en ?? null,
    summary: contract.summary ?? null,
    talentTypes: contract.talentTypes ?? null,
    lifecycle: contract.lifecycle ?? null,
    outcomes: contract.outcomes ?? null,
    originalLabels: contract.originalLabels ?? [],
    emptyLists: Object.keys(measureLists).filter((name) => isEmptyList(contract, name)),
  };
}

function isEmptyList(contract: ContractInput, name: string): boolean {
  const value: unknown = Reflect.get(contract, name);
  return Array.isArray(value) && value.length === 0;
}

/** The rows of the list tables, by the contract field that each holds. */
export function listRows({ contract }: RecordContent): {
  areas: CodeRow[];
  industries: CodeRow[];
  targetGroups: CodeRow[];
  budgets: BudgetRow[];
  sources: SourceRow[];
} {
  const { code } = contract;
  return {
    areas: codeRows(code, contract.areas),
    industries: codeRows(code, contract.industries),
    targetGroups: codeRows(code, contract.targetGroups),
    budgets: (contract.budgets ?? []).map((budget, position) => ({
      code,
      position,
      fiscalYear: budget.fiscalYear,
      stage: budget.stage ?? null,
      amount: budget.amount,
      fundingSource: budget.fundingSource ?? null,
      note: budget.note ?? null,
    })),
    sources: contract.sources.map(({ url, title, retrievedOn }, position) => ({
      code,
      position,
      url,
      title: title ?? null,
      retrievedOn: retrievedOn ?? null,
    })),
  };
}

function codeRows(code: string, values: readonly string[] | null | undefined): CodeRow[] {
  return (values ?? []).map((value, position) => ({ code, position, value }));
}

export function organisationUnitRow(unit: OrganisationUnitInput): OrganisationUnitRow {
  return {
    id: organisationUnitId(unit),
    nameJa: unit.name.ja,
    nameEn: unit.name.en ?? null,
    parentJa: unit.parent?.ja ?? null,
    parentEn: unit.parent?.en ?? null,
    validFrom: unit.validFrom ?? null,
    validTo: unit.validTo ?? null,
  };
}

function organisationUnitId(unit: OrganisationUnitInput): string {
  return createHash("sha256")
    .update(JSON.stringify(normalForm(unit)))
    .digest("base64url")
    .slice(0, 22);
}
