/** Which fields of the graph nobody uses, and who still uses those that are to go. */
import { type GraphQLField, type GraphQLSchema, isInterfaceType, isIntrospectionType, isObjectType } from "graphql";
import { fiscalYearOf } from "#kit/values/fiscal-year.ts";
import type { CoordinateUse } from "../../telemetry/usage/read.ts";

export interface FieldUsage {
  /** `Type.field`, in the order of the alphabet. */
  readonly unused: readonly string[];
  readonly deprecated: readonly DeprecatedField[];
}

export interface DeprecatedField {
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

export async function fieldUsage(schema: GraphQLSchema, { used, usesOf, now }: Known): Promise<FieldUsage> {
  const fields = fieldsOf(schema);
  const isUsed = ({ names }: Field) => names.some((name) => used.has(name));
  const last = endOfFiscalYear(now);
  const deprecated = fields.flatMap((each) => (each.field.deprecationReason == null ? [] : [each]));
  return {
    unused: fields.filter((each) => !isUsed(each)).map(({ names: [coordinate] }) => coordinate),
    deprecated: await Promise.all(
      deprecated.map(async ({ names: [coordinate], field }) => {
        const reason = field.deprecationReason ?? "";
        const until = /\b\d{4}-\d{2}-\d{2}\b/.exec(reason)?.[0];
        const goesThisYear = until !== undefined && until <= last;
        return { coordinate, reason, until, goesThisYear, uses: await usesOf(coordinate) };
      }),
    ),
  };
}

interface Field {
  /** Its coordinate, and those of the interfaces by which it may be asked for as well. */
  readonly names: readonly [string, ...string[]];
  readonly field: GraphQLField<unknown, unknown>;
}

function fieldsOf(schema: GraphQLSchema): readonly Field[] {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  const own = types.filter((type) => !isIntrospectionType(type));
  return own
    .flatMap((type) =>
      Object.values(type.getFields()).map((field): Field => {
        const others = type.getInterfaces().filter((each) => field.name in each.getFields());
        return { names: [`${type.name}.${field.name}`, ...others.map(({ name }) => `${name}.${field.name}`)], field };
      }),
    )
    .sort((a, b) => (a.names[0] < b.names[0] ? -1 : 1));
}

const hoursAheadOfUtc = 9;

/** The 31 March that comes, or today where it is one; in Japan. */
export function endOfFiscalYear(now: Date): string {
  const there = new Date(now.getTime() + hoursAheadOfUtc * 3_600_000);
  return `${fiscalYearOf(there.toISOString()) + 1}-03-31`;
}
