/** A record as it is written and kept: the contract's input and the department's own fields, in one normal form. */
import { createHash } from "node:crypto";
import type { MeasureInput, TalentResourceInput } from "../generated/contract.ts";

export type {
  AvailabilityPeriodInput,
  BenefitInput,
  BudgetInput,
  CallPeriodInput,
  CapacityInput,
  DeliveryOrganisationInput,
  EligibilityInput,
  EligibilityRuleInput,
  LocalizedTextInput,
  MeasureInput,
  OrganisationUnitInput,
  OriginalLabelInput,
  OutcomeInput,
  RelationInput,
  StackingRuleInput,
  TalentResourceInput,
} from "../generated/contract.ts";

/** The two contract interfaces that records implement. */
export type RecordInterface = "Measure" | "TalentResource";

export type ContractInput = MeasureInput | TalentResourceInput;

/** The department's own fields by name, as their input type has them. */
export type Details = Readonly<Record<string, unknown>>;

export interface RecordContent<Input extends ContractInput = ContractInput> {
  /** GraphQL type, e.g. `WelfareMeasure`. */
  readonly typeName: string;
  readonly contract: Input;
  readonly details: Details;
}

/** Whether two contents are the same is asked of their digests: sorted keys, and nothing that is null. */
export function digestOf(content: RecordContent): string {
  return createHash("sha256")
    .update(JSON.stringify(normalForm(content)))
    .digest("base64url");
}

/** The same value with sorted keys and without nulls: absent and null both mean "not stated". */
export function normalForm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalForm);
  if (typeof value !== "object" || value === null) return value;
  const normal: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const child: unknown = Reflect.get(value, key);
    if (child !== null && child !== undefined) normal[key] = normalForm(child);
  }
  return normal;
}
