/** Which parts of the graph nobody uses, and who still uses those that are to go. */
import type { GraphQLSchema } from "graphql";
import { fiscalYearOf } from "#kit/values/fiscal-year.ts";
import type { CoordinateUse, UsedCoordinates } from "../../telemetry/usage/read.ts";
import { type Part, partsOf } from "./parts-of.ts";

export interface SchemaUsage {
  /** Coordinates that nobody used, in the order of the alphabet. */
  readonly unused: readonly string[];
  /** Coordinates that only callers without a token or a trusted document used. */
  readonly unproven: readonly string[];
  readonly deprecated: readonly DeprecatedPart[];
}

export interface DeprecatedPart {
  readonly coordinate: string;
  readonly reason: string;
  /** Its last day, `2027-03-31`; undefined where the reason does not say. */
  readonly until: string | undefined;
  /** Whether that is over when the present fiscal year is. */
  readonly goesThisYear: boolean;
  readonly uses: readonly CoordinateUse[];
}

interface Known {
  readonly used: UsedCoordinates;
  readonly usesOf: (coordinate: string) => Promise<readonly CoordinateUse[]>;
  readonly now: Date;
}

export async function schemaUsage(schema: GraphQLSchema, { used, usesOf, now }: Known): Promise<SchemaUsage> {
  const parts = partsOf(schema);
  const isIn = (names: Part["names"], some: ReadonlySet<string>) => names.some((name) => some.has(name));
  const asked = parts.filter(({ isAsked, names }) => isAsked && !isIn(names, used.proven));
  const last = endOfFiscalYear(now);
  return {
    unused: asked.filter(({ names }) => !isIn(names, used.unproven)).map(({ names: [coordinate] }) => coordinate),
    unproven: asked.filter(({ names }) => isIn(names, used.unproven)).map(({ names: [coordinate] }) => coordinate),
    deprecated: await Promise.all(
      parts.filter(isDeprecated).map(async ({ names: [coordinate], deprecation: reason }) => {
        const until = /\b\d{4}-\d{2}-\d{2}\b/.exec(reason)?.[0];
        const goesThisYear = until !== undefined && until <= last;
        return { coordinate, reason, until, goesThisYear, uses: await usesOf(coordinate) };
      }),
    ),
  };
}

function isDeprecated(part: Part): part is Part & { readonly deprecation: string } {
  return part.deprecation !== undefined;
}

const hoursAheadOfUtc = 9;

/** The 31 March that comes, or today where it is one; in Japan. */
export function endOfFiscalYear(now: Date): string {
  const there = new Date(now.getTime() + hoursAheadOfUtc * 3_600_000);
  return `${fiscalYearOf(there.toISOString()) + 1}-03-31`;
}
