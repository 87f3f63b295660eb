/** A table stated once, for reading and writing: its name, its columns and its TypeORM entity. */
import { EntitySchema, type EntitySchemaColumnOptions, type ValueTransformer } from "typeorm";
import { errors } from "../errors.ts";
import { type ColumnKind, columnTypes } from "./dialect.ts";

export interface Column {
  readonly kind: ColumnKind;
  /** A value must be there. Default: it may be null. */
  readonly required?: true;
  /** Part of the primary key. */
  readonly key?: true;
}

export interface TableDefinition<Row extends object> {
  readonly name: string;
  readonly columns: Readonly<Record<string, Column>>;
  readonly entity: EntitySchema<Row>;
}

type Columns<Row extends object> = { readonly [Name in keyof Row]: Column };

/**
 * Columns are named as the row's properties; in SQL they are written with underscores.
 * @throws HubError COLUMN_KIND_UNKNOWN: the tables of a department elsewhere need not have been type-checked
 */
export function defineTable<Row extends object>(
  name: string,
  { columns }: { columns: Columns<Row> },
): TableDefinition<Row> {
  for (const [column, { kind }] of Object.entries<Column>(columns)) {
    if (!Object.hasOwn(columnTypes, kind))
      throw errors.columnKindUnknown(`${name}.${column}`, kind, Object.keys(columnTypes));
  }
  return { name, columns, entity: new EntitySchema<Row>({ name, tableName: name, columns: ormColumns(columns) }) };
}

export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

type OrmColumns<Row> = { [Name in keyof Row]: EntitySchemaColumnOptions };

function ormColumns<Row extends object>(columns: Columns<Row>): OrmColumns<Row> {
  const entries = Object.entries<Column>(columns).map(([name, column]) => [name, ormColumn(name, column)]);
  return Object.fromEntries(entries);
}

function ormColumn(name: string, { kind, required, key }: Column): EntitySchemaColumnOptions {
  const transformer = transformers[kind];
  return {
    ...columnTypes[kind],
    name: snakeCase(name),
    nullable: !(required || key),
    primary: key === true,
    ...(transformer ? { transformer } : {}),
  };
}

const json: ValueTransformer = {
  to: (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value)),
  from: (value: unknown) => (typeof value === "string" ? JSON.parse(value) : null),
};

// MySQL gives 64-bit integers as text, SQLite gives truth as 0 and 1.
const safeInteger: ValueTransformer = {
  to: (value: unknown) => value,
  from: (value: unknown) => (value === null ? null : Number(value)),
};

const truth: ValueTransformer = {
  to: (value: unknown) => (value === null || value === undefined ? null : Number(value)),
  from: (value: unknown) => (value === null ? null : Boolean(Number(value))),
};

const transformers: Partial<Record<ColumnKind, ValueTransformer>> = { json, bigInteger: safeInteger, boolean: truth };
