/** Resolvers of the contract's interfaces: stored values become what the contract shows, the same in every subgraph. */
import type {
  Area,
  Budget,
  DataQuality,
  Eligibility,
  EligibilityRule,
  FiscalYear,
  Industry,
  OrganisationUnit,
  Outcome,
  TargetGroup,
} from "../generated/contract.ts";
import { encodeGlobalId } from "../records/global-id.ts";
import type {
  BudgetInput,
  EligibilityInput,
  EligibilityRuleInput,
  OrganisationUnitInput,
  OutcomeInput,
} from "../records/record.ts";
import type { RecordSource } from "../records/source.ts";
import { areas, industries, targetGroups } from "../reference/lists.ts";
import { fiscalYearLabel } from "../values/fiscal-year.ts";

export type FieldResolver = (source: RecordSource) => unknown;

/** Names of the departments by code, for `department { name }`. */
export type DepartmentName = (code: string) => { readonly ja: string; readonly en?: string | null };

export function contractResolvers(
  interfaceName: "Measure" | "TalentResource",
  nameOf: DepartmentName,
): Record<string, FieldResolver> {
  const own = interfaceName === "Measure" ? measureFields : talentResourceFields;
  return {
    id: encodeGlobalId,
    predecessorId,
    department: ({ department }) => ({ code: department, name: nameOf(department) }),
    ...Object.fromEntries(
      Object.entries({ ...sharedFields, ...own }).map(([field, show]) => [field, shown(field, show)]),
    ),
    originalLabels: (source) => source.get("originalLabels") ?? [],
    dataQuality: (source) => dataQuality(source, Object.keys({ ...sharedFields, ...own })),
  };
}

function predecessorId({ typeName, get }: RecordSource): string | null {
  const code = get("predecessorCode");
  return typeof code === "string" ? encodeGlobalId({ typeName, code }) : null;
}

type Show = (value: never) => unknown;

const asItIs: Show = (value) => value;

const sharedFields: Readonly<Record<string, Show>> = {
  name: asItIs,
  summary: asItIs,
  talentTypes: asItIs,
  lifecycle: asItIs,
  areas: each(areaOf),
  industries: each(industryOf),
  targetGroups: each(targetGroupOf),
  budgets: each(budgetOf),
  outcomes: each(outcomeOf),
  sources: asItIs,
};

const measureFields: Readonly<Record<string, Show>> = {
  officialName: asItIs,
  purpose: asItIs,
  issue: asItIs,
  ownerUnit: ownerUnitOf,
  deliveryOrganisations: asItIs,
  pillar: asItIs,
  instrument: asItIs,
  startFiscalYear: fiscalYearOf,
  endFiscalYear: fiscalYearOf,
  attestedFiscalYears: each(fiscalYearOf),
  occupations: asItIs,
  eligibility: eligibilityOf,
  benefits: asItIs,
  callPeriods: asItIs,
  legalBasis: asItIs,
  relations: asItIs,
  stackingRules: asItIs,
};

const talentResourceFields: Readonly<Record<string, Show>> = {
  kind: asItIs,
  operator: asItIs,
  sharingModes: asItIs,
  skills: asItIs,
  availability: asItIs,
  capacity: asItIs,
  conditions: asItIs,
  privacyLevel: asItIs,
};

function shown(field: string, show: (value: never) => unknown): FieldResolver {
  return (source) => {
    const value = source.get(field);
    return value instanceof Promise ? value.then((loaded) => present(loaded, show)) : present(value, show);
  };
}

function present(value: unknown, show: (value: never) => unknown): unknown {
  // What is stored under a field has the type of that field's input: `show` is chosen by the same field name.
  return value === null || value === undefined ? null : show(value as never);
}

function each<Stored, Shown>(show: (value: Stored) => Shown): (values: readonly Stored[]) => Shown[] {
  return (values) => values.map(show);
}

export function fiscalYearOf(year: number): FiscalYear {
  return { year, label: fiscalYearLabel(year) };
}

/** A code that has left the list since it was stored keeps its place, with itself as its name. */
export function areaOf(code: string): Area {
  return areas.get(code) ?? { code, kind: "PREFECTURE", name: { ja: code } };
}

function industryOf(code: string): Industry {
  return industries.get(code) ?? { code, name: { ja: code } };
}

function targetGroupOf(code: TargetGroup["code"]): TargetGroup {
  return targetGroups.get(code) ?? { code, kind: "PERSON", name: { ja: code } };
}

function budgetOf(budget: BudgetInput): Budget {
  return { ...budget, fiscalYear: fiscalYearOf(budget.fiscalYear) };
}

function outcomeOf(outcome: OutcomeInput): Outcome {
  const { fiscalYear, ...rest } = outcome;
  return fiscalYear ? { ...rest, fiscalYear: fiscalYearOf(fiscalYear) } : rest;
}

function ownerUnitOf(unit: OrganisationUnitInput): OrganisationUnit {
  return unit;
}

function eligibilityOf({ rule, humanText, needsHumanCheck }: EligibilityInput): Eligibility {
  return { humanText: humanText ?? null, needsHumanCheck: needsHumanCheck ?? true, rule: rule ? ruleOf(rule) : null };
}

function ruleOf({ children, ...rest }: EligibilityRuleInput): EligibilityRule {
  return { ...rest, children: (children ?? []).map(ruleOf) };
}

const requiredFields = new Set(["name", "kind", "sources"]);

async function dataQuality(source: RecordSource, fields: readonly string[]): Promise<DataQuality> {
  const optional = fields.filter((field) => !requiredFields.has(field));
  const values = await Promise.all(optional.map((field) => source.get(field)));
  const missingFields = optional.filter((_, index) => (values[index] ?? null) === null);
  const share = 1 - missingFields.length / optional.length;
  return { missingFields, completeness: Math.round(share * 100) / 100 };
}
