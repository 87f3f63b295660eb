/** Which parts of the graph nobody uses, and who still uses those that are to go. */
import type { GraphQLSchema } from "graphql";
import { fiscalYearOf } from "#kit/values/fiscal-year.ts";
import type { CoordinateUse } from "../../telemetry/usage/read.ts";
import { type Part, partsOf } from "./parts-of.ts";

export interface SchemaUsage {
  /** Coordinates, in the order of the alphabet. */
  readonly unused: readonly string[];
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
  readonly used: ReadonlySet<string>;
  readonly usesOf: (coordinate: string) => Promise<readonly CoordinateUse[]>;
  readonly now: Date;
}

export async function schemaUsage(schema: GraphQLSchema, { used, usesOf, now }: Known): Promise<SchemaUsage> {
  const parts = partsOf(schema);
  const isUsed = ({ names }: Part) => names.some((name) => used.has(name));
  const last = endOfFiscalYear(now);
  return {
    unused: parts.filter((part) => part.isAsked && !isUsed(part)).map(({ names: [coordinate] }) => coordinate),
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
