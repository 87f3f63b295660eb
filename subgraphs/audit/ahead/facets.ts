/** What two measures are classified as alike: a little more evidence where their words are alike already. */
import type { MeasureInput } from "#kit/records/record.ts";

/** What agreement of all values of a list adds to the likeness, as a share of it. */
const additions = { targetGroups: 0.2, instrument: 0.08, industries: 0.06, pillar: 0.04 } as const;

export function shareFacets(one: MeasureInput, other: MeasureInput): number {
  return (
    additions.targetGroups * sharedOf(one.targetGroups, other.targetGroups) +
    additions.industries * sharedOf(one.industries, other.industries) +
    additions.instrument * Number(isSame(one.instrument, other.instrument)) +
    additions.pillar * Number(isSame(one.pillar, other.pillar))
  );
}

type Codes = readonly string[] | null | undefined;

/** Unknown is no agreement. */
function sharedOf(one: Codes, other: Codes): number {
  if (!one?.length || !other?.length) return 0;
  const shared = one.filter((code) => other.includes(code)).length;
  return shared / Math.sqrt(one.length * other.length);
}

function isSame(one: string | null | undefined, other: string | null | undefined): boolean {
  return Boolean(one) && one === other;
}
