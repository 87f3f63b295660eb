/** A measure as the audit looks at it: what the department said, and the same in the engine's words. */
import { errors } from "#kit/errors.ts";
import { encodeGlobalId } from "#kit/records/global-id.ts";
import { digestOf, type MeasureInput } from "#kit/records/record.ts";
import { targetGroups } from "#kit/reference/lists.ts";
import type { OverlapRecord } from "../overlap/record.ts";
import type { MeasureVersionRow } from "../tables/tables.ts";

export interface AuditedMeasure {
  readonly id: string;
  readonly department: string;
  readonly code: string;
  readonly version: number;
  readonly versionId: number;
  readonly digest: string;
  readonly since: string;
  readonly contract: MeasureInput;
  readonly record: OverlapRecord;
}

/** @throws HubError AUDIT_MEASURE_ALTERED where the content is not what its digest says */
export function measureOf(row: MeasureVersionRow): AuditedMeasure {
  checkContent(row);
  const { department, code, version, versionId, digest, validFrom, contract } = row;
  const id = encodeGlobalId(row);
  const record = recordOf(id, department, contract);
  return { id, department, code, version, versionId, digest, since: validFrom, contract, record };
}

/** A digest that an event or a snapshot's id speaks of is worth as much as the content that it is of. @throws HubError AUDIT_MEASURE_ALTERED */
export function checkContent(row: MeasureVersionRow): void {
  const { typeName, contract, digest, version } = row;
  if (digestOf({ typeName, contract, details: {} }) !== digest)
    throw errors.auditMeasureAltered(encodeGlobalId(row), version);
}

/** The facets whose shared values are evidence. The department is none: it only says who is who. */
export const facetNames = ["industry", "instrument", "legalBasis", "pillar", "targetGroup"] as const;

type Facets = Readonly<Record<(typeof facetNames)[number], readonly string[]>>;

export function recordOf(id: string, department: string, contract: MeasureInput): OverlapRecord {
  const { name, areas, startFiscalYear, endFiscalYear } = contract;
  return {
    id,
    title: name.ja,
    purpose: textOf([contract.purpose?.ja, contract.issue?.ja]),
    description: textOf([contract.summary?.ja, ...(contract.benefits ?? []).map((each) => each.eligibleCosts?.ja)]),
    target: textOf([...labelsOf(contract), contract.eligibility?.humanText?.ja]),
    organisation: department,
    areas: areas ?? undefined,
    startYear: startFiscalYear ?? undefined,
    endYear: endFiscalYear ?? undefined,
    facets: facetsOf(contract),
  };
}

function textOf(parts: readonly (string | null | undefined)[]): string | undefined {
  const stated = parts.filter((part) => part !== null && part !== undefined && part !== "");
  return stated.length > 0 ? stated.join("\n") : undefined;
}

function labelsOf(contract: MeasureInput): readonly string[] {
  return (contract.targetGroups ?? []).map((code) => targetGroups.get(code)?.name.ja ?? code);
}

function facetsOf({ industries, instrument, legalBasis, pillar, targetGroups: groups }: MeasureInput): Facets {
  return {
    industry: (industries ?? []).filter((code) => code !== "ALL"),
    instrument: instrument ? [instrument] : [],
    legalBasis: legalBasis ? [legalBasis.ja] : [],
    pillar: pillar ? [pillar] : [],
    targetGroup: groups ?? [],
  };
}

/** What has ended overlaps with nothing any more. */
export function isRunning({ contract }: AuditedMeasure): boolean {
  return contract.lifecycle !== "ENDED";
}
