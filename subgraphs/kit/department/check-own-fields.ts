/** Holds a department's own fields against its tables: a field without a column would take every value and answer null, without a word. */
import { type DocumentNode, Kind, parse, type TypeNode } from "graphql";
import { contractInterface, implementationsOf } from "../contract/complete-sdl.ts";
import { departmentNames } from "../contract/department-sdl.ts";
import type { ColumnKind } from "../database/dialect.ts";
import { errors } from "../errors.ts";
import type { DetailsTable } from "../records/details.ts";
import type { RecordInterface } from "../records/record.ts";
import type { Department } from "./definition.ts";

interface OwnField {
  /** `WelfareMeasure.quotaPlaces` */
  readonly coordinate: string;
  readonly name: string;
  readonly type: TypeNode;
}

/** @throws HubError OWN_FIELD_WITHOUT_COLUMN or OWN_FIELD_COLUMN_UNFIT */
export function assertOwnFieldsHaveColumns({ code, name, sdl, details }: Department): void {
  const document = parse(sdl);
  const { prefix } = departmentNames(code, name.ja);
  for (const record of ["Measure", "TalentResource"] as const) {
    const fields = [...outputFieldsOf(document, record), ...inputFieldsOf(document, `${prefix}${record}DetailsInput`)];
    assertColumns(details[record], fields);
  }
}

function assertColumns({ name: table, columns }: DetailsTable, fields: readonly OwnField[]): void {
  const missing = fields.filter(({ name }) => !(name in columns)).map(({ coordinate }) => coordinate);
  if (missing.length > 0) throw errors.ownFieldWithoutColumn(missing, table);
  for (const { coordinate, name, type } of fields) {
    const kind = columns[name]?.kind;
    const fit = kindsFor(type);
    if (kind !== undefined && !fit.includes(kind)) throw errors.ownFieldColumnUnfit(coordinate, { table, kind, fit });
  }
}

function outputFieldsOf(document: DocumentNode, record: RecordInterface): readonly OwnField[] {
  const contract = new Set(contractInterface(record).fields?.map(({ name }) => name.value));
  return implementationsOf(document, record)
    .flatMap(({ name: type, fields = [] }) => fields.map((field) => toOwnField(type.value, field)))
    .filter(({ name }) => !contract.has(name));
}

function inputFieldsOf(document: DocumentNode, inputName: string): readonly OwnField[] {
  return document.definitions
    .filter((definition) => definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
    .filter(({ name }) => name.value === inputName)
    .flatMap(({ fields = [] }) => fields.map((field) => toOwnField(inputName, field)));
}

function toOwnField(parent: string, { name, type }: { name: { value: string }; type: TypeNode }): OwnField {
  return { coordinate: `${parent}.${name.value}`, name: name.value, type };
}

const kindsByScalar: Readonly<Record<string, readonly ColumnKind[]>> = {
  Boolean: ["boolean"],
  Int: ["integer", "bigInteger"],
  Float: ["decimal"],
  Yen: ["bigInteger"],
  FiscalYear: ["integer"],
  FiscalYearNumber: ["integer"],
  LocalizedText: ["json"],
  LocalizedTextInput: ["json"],
};

/** Which columns give back what was put in. Enums, codes and dates are texts; a type that is not known here may be one or an object. */
function kindsFor(type: TypeNode): readonly ColumnKind[] {
  if (type.kind === Kind.NON_NULL_TYPE) return kindsFor(type.type);
  if (type.kind === Kind.LIST_TYPE) return ["json"];
  return kindsByScalar[type.name.value] ?? ["code", "text", "moment", "json"];
}
