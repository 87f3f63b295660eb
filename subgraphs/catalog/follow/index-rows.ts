/** What the index keeps of one version besides its content: the values of its closed lists and its figures. */
import type { ContractInput, MeasureInput } from "#kit/records/record.ts";
import { industryParents } from "#kit/reference/lists.ts";

/** Closed lists by the name under which the index keeps them. `industryStated` is the code itself, `industry` also what it lies within. */
export type FacetName =
  | "department"
  | "pillar"
  | "talentType"
  | "instrument"
  | "lifecycle"
  | "targetGroup"
  | "area"
  | "industry"
  | "industryStated"
  | "fiscalYear"
  | "kind"
  | "sharingMode";

export interface FacetValue {
  readonly facet: FacetName;
  readonly value: string;
}

export function facetValues(department: string, contract: ContractInput): readonly FacetValue[] {
  const stated = contract.industries ?? [];
  const lists: Readonly<Partial<Record<FacetName, readonly (string | number | null | undefined)[]>>> = {
    department: [department],
    talentType: contract.talentTypes ?? [],
    lifecycle: [contract.lifecycle],
    targetGroup: contract.targetGroups ?? [],
    area: contract.areas ?? [],
    industry: stated.flatMap(industryLine),
    industryStated: stated,
    ...("kind" in contract
      ? { kind: [contract.kind], sharingMode: contract.sharingModes ?? [] }
      : { pillar: [contract.pillar], instrument: [contract.instrument], fiscalYear: knownYears(contract) }),
  };
  return Object.entries(lists).flatMap(([facet, values]) =>
    distinct(values).map((value) => ({ facet: facet as FacetName, value })),
  );
}

function distinct(values: readonly (string | number | null | undefined)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== null && value !== undefined).map(String))];
}

/** The code and what it lies within, outwards: 854, 85, P. */
export function industryLine(code: string): readonly string[] {
  const parent = industryParents.get(code);
  return parent === undefined ? [code] : [code, ...industryLine(parent)];
}

/** The years in which it is known to have run. An end that is not stated is unknown, so nothing is said of the years after the start. */
function knownYears({ startFiscalYear, endFiscalYear, attestedFiscalYears }: MeasureInput): readonly number[] {
  const start = startFiscalYear ?? endFiscalYear;
  const end = endFiscalYear ?? startFiscalYear;
  const between =
    start && end && start <= end ? Array.from({ length: end - start + 1 }, (_, year) => start + year) : [];
  return [...between, ...(attestedFiscalYears ?? [])];
}

export function budgetAmounts({ budgets }: ContractInput): readonly number[] {
  return [...new Set((budgets ?? []).map(({ amount }) => amount))];
}
