/** A table as a backup describes it: the same on both databases, so that it can be put back into either. */
import { type ColumnKind, type Dialect, sqlType } from "../database/dialect.ts";
import { backupErrors } from "./backup-errors.ts";

export interface PortableColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly required: boolean;
}

export interface PortableIndex {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique: boolean;
}

export interface PortableTable {
  readonly name: string;
  readonly columns: readonly PortableColumn[];
  /** Columns of the primary key, in its order. */
  readonly key: readonly string[];
  readonly indexes: readonly PortableIndex[];
}

export type Value = string | number | null;
/** Values in the order of the columns. */
export type Row = readonly Value[];

/** How each database writes the types that mean the same on both; widths of integers are for display only. */
const kinds: readonly (readonly [RegExp, ColumnKind])[] = [
  [/^varchar\(191\)$/, "code"],
  [/^varchar\(24\)$/, "moment"],
  [/^(?:long)?text$/, "text"],
  [/^bigint(?:\(\d+\))?$/, "bigInteger"],
  [/^int(?:eger)?(?:\(\d+\))?$/, "integer"],
  [/^double$/, "decimal"],
  [/^(?:boolean|tinyint(?:\(\d+\))?)$/, "boolean"],
];

/** @throws HubError BACKUP_TYPE_UNKNOWN */
export function kindOf(column: string, type: string): ColumnKind {
  const found = kinds.find(([pattern]) => pattern.test(type.toLowerCase()));
  if (found === undefined) throw backupErrors.typeUnknown(column, type);
  return found[1];
}

/** The statements that make the table and its indexes. */
export function createStatements(table: PortableTable, dialect: Dialect): readonly string[] {
  const quoted = (name: string) => quote(name, dialect);
  const list = (names: readonly string[]) => names.map(quoted).join(", ");
  const columns = table.columns.map(
    ({ name, kind, required }) => `${quoted(name)} ${sqlType(kind, dialect)}${required ? " NOT NULL" : ""}`,
  );
  const key = table.key.length > 0 ? [`PRIMARY KEY (${list(table.key)})`] : [];
  const indexes = table.indexes.map(
    ({ name, columns: indexed, unique }) =>
      `CREATE ${unique ? "UNIQUE " : ""}INDEX ${quoted(name)} ON ${quoted(table.name)} (${list(indexed)})`,
  );
  return [`CREATE TABLE ${quoted(table.name)} (${[...columns, ...key].join(", ")})`, ...indexes];
}

/** All rows in the order of the key, in which both databases give them alike. */
export function selectStatement({ name, columns, key }: PortableTable, dialect: Dialect): string {
  const list = (names: readonly string[]) => names.map((each) => quote(each, dialect)).join(", ");
  const order = key.length > 0 ? ` ORDER BY ${list(key)}` : "";
  return `SELECT ${list(columns.map((column) => column.name))} FROM ${quote(name, dialect)}${order}`;
}

export function insertStatement({ name, columns }: PortableTable, rows: number, dialect: Dialect): string {
  const names = columns.map((column) => quote(column.name, dialect)).join(", ");
  const places = `(${columns.map(() => "?").join(", ")})`;
  return `INSERT INTO ${quote(name, dialect)} (${names}) VALUES ${Array(rows).fill(places).join(", ")}`;
}

export function quote(name: string, dialect: Dialect): string {
  const mark = dialect === "mysql" ? "`" : '"';
  return `${mark}${name.replaceAll(mark, mark + mark)}${mark}`;
}

/** TypeORM's own record of the migrations that have run, which each database keeps in its own way. */
export const migrationsTable = "migrations";

export interface RunMigration {
  readonly timestamp: number;
  readonly name: string;
}

export const createMigrationsTable: Readonly<Record<Dialect, string>> = {
  sqlite:
    'CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL)',
  mysql:
    "CREATE TABLE `migrations` (`id` int NOT NULL AUTO_INCREMENT, `timestamp` bigint NOT NULL, `name` varchar(255) NOT NULL, PRIMARY KEY (`id`))",
};
