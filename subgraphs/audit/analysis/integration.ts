/** What could become one measure: what all of them offer, and what only one of them does and would be lost. */
import type { AuditedMeasure } from "../collection/measure.ts";

export interface OfferedValue {
  readonly field: string;
  readonly value: string;
}

export interface Integration {
  readonly common: readonly OfferedValue[];
  readonly onlyOne: readonly { readonly measure: AuditedMeasure; readonly offers: readonly OfferedValue[] }[];
}

export function integrationOf(measures: readonly AuditedMeasure[]): Integration {
  const offers = measures.map((measure) => ({ measure, offers: offersOf(measure) }));
  const counts = new Map<string, number>();
  for (const { offers: each } of offers) for (const key of each.keys()) counts.set(key, (counts.get(key) ?? 0) + 1);
  const ofCount = (each: ReadonlyMap<string, OfferedValue>, count: number) =>
    [...each].filter(([key]) => counts.get(key) === count).map(([, value]) => value);
  const [first] = offers;
  return {
    common: first ? ofCount(first.offers, measures.length) : [],
    onlyOne: offers
      .map(({ measure, offers: each }) => ({ measure, offers: ofCount(each, 1) }))
      .filter((each) => each.offers.length > 0),
  };
}

function offersOf({ contract }: AuditedMeasure): ReadonlyMap<string, OfferedValue> {
  const fields: Readonly<Record<string, readonly (string | null | undefined)[]>> = {
    areas: contract.areas ?? [],
    benefits: (contract.benefits ?? []).map(({ kind }) => kind),
    industries: contract.industries ?? [],
    instrument: [contract.instrument],
    pillar: [contract.pillar],
    talentTypes: contract.talentTypes ?? [],
    targetGroups: contract.targetGroups ?? [],
  };
  return new Map(
    Object.entries(fields).flatMap(([field, values]) =>
      values.flatMap((value) => (value ? [[`${field} ${value}`, { field, value }] as const] : [])),
    ),
  );
}
