/** What the measures of a view do not state: the limits of what can be said of them. */
import type { MeasureInput } from "#kit/records/record.ts";
import type { View } from "../collection/view.ts";

const fields = [
  "summary",
  "purpose",
  "issue",
  "ownerUnit",
  "pillar",
  "talentTypes",
  "instrument",
  "lifecycle",
  "startFiscalYear",
  "endFiscalYear",
  "areas",
  "industries",
  "targetGroups",
  "eligibility",
  "benefits",
  "legalBasis",
  "budgets",
  "outcomes",
  "relations",
  "stackingRules",
] as const satisfies readonly (keyof MeasureInput)[];

export interface MissingField {
  readonly field: string;
  readonly measures: number;
}

/** Every field that somebody does not state, the rarest first. */
export function missingIn(view: View): readonly MissingField[] {
  return view.once("missing", () => missingOf([...view.measures.values()]));
}

interface Stating {
  readonly contract: MeasureInput;
}

export function missingOf(all: readonly Stating[]): readonly MissingField[] {
  const counted = fields.map((field) => ({
    field,
    measures: all.filter(({ contract }) => !isStated(contract[field])).length,
  }));
  return counted
    .filter(({ measures }) => measures > 0)
    .sort((a, b) => b.measures - a.measures || (a.field < b.field ? -1 : 1));
}

function isStated(value: unknown): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
}
