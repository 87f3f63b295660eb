/** The two databases that every subgraph runs on, and the column types that mean the same on both. */
import type { ColumnType } from "typeorm";

export type Dialect = "sqlite" | "mysql";

/** The database's own clock, in seconds with their fractions: processes have clocks of their own. */
export const secondsNow: Readonly<Record<Dialect, string>> = {
  sqlite: "unixepoch('subsec')",
  mysql: "UNIX_TIMESTAMP(NOW(3))",
};

/** Portable column types; text is unbounded on SQLite and up to 4 GiB on MySQL, times are RFC 3339 texts that sort. */
export const columnTypes = {
  code: { type: "varchar", length: 191 },
  text: { type: "text" },
  integer: { type: "integer" },
  bigInteger: { type: "bigint" },
  decimal: { type: "double" },
  boolean: { type: "boolean" },
  moment: { type: "varchar", length: 24 },
  json: { type: "text" },
} as const satisfies Record<string, { type: ColumnType; length?: number }>;

export type ColumnKind = keyof typeof columnTypes;

/** The SQL type of a column kind in a dialect, for migrations. */
export function sqlType(kind: ColumnKind, dialect: Dialect): string {
  if (dialect === "mysql" && (kind === "text" || kind === "json")) return "longtext";
  if (dialect === "mysql" && kind === "boolean") return "tinyint";
  const { type, ...rest } = columnTypes[kind];
  return "length" in rest ? `${type}(${rest.length})` : type;
}
