/** The contract's scalars: what they accept is checked here, on the way in and out alike. */
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from "graphql";
import { areas, industries } from "../reference/lists.ts";

type Check<T> = (value: unknown) => T | undefined;

interface ScalarRule<T> {
  readonly check: Check<T>;
  /** What is accepted, for the error text. */
  readonly ja: string;
  readonly en: string;
}

function scalar<T>(name: string, { check, ja, en }: ScalarRule<T>): GraphQLScalarType<T> {
  const checked = (value: unknown): T => {
    const result = check(value);
    if (result !== undefined) return result;
    throw new GraphQLError(`${name}: ${en} / ${ja}`, { extensions: { code: "BAD_USER_INPUT" } });
  };
  return new GraphQLScalarType<T>({
    name,
    serialize: checked,
    parseValue: checked,
    parseLiteral: (node) => checked(literal(node)),
  });
}

function literal(node: ValueNode): unknown {
  if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return Number(node.value);
  return node.kind === Kind.STRING ? node.value : undefined;
}

const safeInteger: Check<number> = (value) => (Number.isSafeInteger(value) ? Number(value) : undefined);

const fiscalYear: Check<number> = (value) => {
  const year = safeInteger(value);
  return year !== undefined && year >= 1868 && year <= 2999 ? year : undefined;
};

const datePattern = /^\d{4}-\d{2}-\d{2}$/;

const date: Check<string> = (value) => {
  if (typeof value !== "string" || !datePattern.test(value)) return undefined;
  const moment = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value) ? value : undefined;
};

const momentPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i;

const dateTime: Check<string> = (value) => {
  if (typeof value !== "string" || !momentPattern.test(value)) return undefined;
  const moment = new Date(value);
  return Number.isNaN(moment.getTime()) || date(value.slice(0, 10)) === undefined ? undefined : moment.toISOString();
};

function codeIn(list: ReadonlyMap<string, unknown>): Check<string> {
  return (value) => (typeof value === "string" && list.has(value) ? value : undefined);
}

const departmentCode: Check<string> = (value) =>
  typeof value === "string" && /^[a-z][a-z0-9-]{0,62}$/.test(value) ? value : undefined;

/** Numbers and counts of changes: more than the 32 bits of an Int in the long run. */
export const changeNumber = scalar("ChangeNumber", {
  check: safeInteger,
  ja: "安全な整数を指定してください。",
  en: "Use a safe integer.",
});

/** Resolvers of the contract's scalars. */
export const contractScalars = {
  Yen: scalar("Yen", {
    check: safeInteger,
    ja: "円単位の整数を指定してください。",
    en: "Use whole yen, a safe integer.",
  }),
  Date: scalar("Date", {
    check: date,
    ja: "実在する日付を YYYY-MM-DD で指定してください。",
    en: "Use an existing date, YYYY-MM-DD.",
  }),
  DateTime: scalar("DateTime", {
    check: dateTime,
    ja: "時差付きの日時（例 2026-04-01T09:00:00+09:00）を指定してください。",
    en: "Use a time with its offset, such as 2026-04-01T09:00:00+09:00.",
  }),
  AreaCode: scalar("AreaCode", {
    check: codeIn(areas),
    ja: "地域コード一覧にあるコード（16 や 16201 など）を指定してください。",
    en: "Use a code of the area list, such as 16 or 16201.",
  }),
  IndustryCode: scalar("IndustryCode", {
    check: codeIn(industries),
    ja: "産業分類一覧にある符号（E や 854 など）を指定してください。",
    en: "Use a code of the industry list, such as E or 854.",
  }),
  DepartmentCode: scalar("DepartmentCode", {
    check: departmentCode,
    ja: "部局コード（英小文字、例 welfare）を指定してください。",
    en: "Use a department code in lower case, such as welfare.",
  }),
  FiscalYearNumber: scalar("FiscalYearNumber", {
    check: fiscalYear,
    ja: "会計年度の始まる西暦年（例 2026）を指定してください。",
    en: "Use the year in which the fiscal year starts, such as 2026.",
  }),
};
