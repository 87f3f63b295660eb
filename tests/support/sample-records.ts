/** Records that say no more than they must. */
import type { Department } from "#kit/department/definition.ts";
import { typeNameOf } from "#kit/department/mutations.ts";
import type { MeasureInput, RecordContent, TalentResourceInput } from "#kit/records/record.ts";

const sources = [{ url: "https://example.jp/source" }];

export function sampleMeasure(code: string, more: Partial<MeasureInput> = {}): MeasureInput {
  return { code, name: { ja: `施策${code}` }, sources, originalLabels: [], ...more };
}

export function sampleResource(
  code: string,
  kind: TalentResourceInput["kind"],
  more: Partial<TalentResourceInput> = {},
): TalentResourceInput {
  return { code, kind, name: { ja: `資源${code}` }, sources, originalLabels: [], ...more };
}

export function contentOf<Input extends MeasureInput | TalentResourceInput>(
  department: Department,
  contract: Input,
  details: Readonly<Record<string, unknown>> = {},
): RecordContent<Input> {
  return { typeName: typeNameOf(department, contract), contract, details };
}

/** `code-001`, `code-002`, … */
export function numbered(count: number, prefix = "code"): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(3, "0")}`);
}
