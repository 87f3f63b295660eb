import { describe, expect, test } from "@jest/globals";
import { buildASTSchema, isInputObjectType, isNonNullType, parse } from "graphql";
import type { EntityMetadata } from "typeorm";
import { contractInterface, implementationsOf } from "#kit/contract/complete-sdl.ts";
import { departmentNames } from "#kit/contract/department-sdl.ts";
import type { Department } from "#kit/department/definition.ts";
import type { RecordInterface } from "#kit/records/record.ts";
import { openDepartmentDatabase } from "#kit/records/stores.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { departments } from "../../support/departments.ts";

const recordKinds = departments.flatMap((department) =>
  (["Measure", "TalentResource"] as const).map((interfaceName) => ({
    code: department.code,
    department,
    interfaceName,
  })),
);

describe.each(recordKinds)("own fields of $code $interfaceName", ({ department, interfaceName }) => {
  test("are the same in the types, in the input and in the table", () => {
    const columns = columnsOf(department, interfaceName);

    expect(ownFields(department, interfaceName)).toEqual(columns);
    expect(inputFields(department, interfaceName)).toEqual(columns);
  });
});

describeOnDatabases("the migrated tables", ({ newSettings }) => {
  test.each(departments)("of $code have the columns that the entities have", async (department) => {
    const database = await openDepartmentDatabase(department, newSettings());
    const { connection } = database.reader;

    for (const entity of connection.entityMetadatas) {
      const runner = connection.createQueryRunner();
      const table = await runner.getTable(entity.tableName);
      const found = table?.columns.map(({ name, isNullable, isPrimary }) => ({ name, isNullable, isPrimary }));
      expect(sorted(found ?? [])).toEqual(sorted(columnFacts(entity)));
      await runner.release();
    }

    await database.close();
  });
});

function columnsOf(department: Department, interfaceName: RecordInterface): readonly string[] {
  const { columns } = department.details[interfaceName].entity.options;
  return Object.keys(columns)
    .filter((name) => name !== "code")
    .sort();
}

function ownFields({ sdl }: Department, interfaceName: RecordInterface): readonly string[] {
  const contract = new Set(contractInterface(interfaceName).fields?.map(({ name }) => name.value));
  const types = implementationsOf(parse(sdl), interfaceName);
  const names = types.flatMap(({ fields }) => (fields ?? []).map(({ name }) => name.value));
  return [...new Set(names)].filter((name) => !contract.has(name)).sort();
}

function inputFields({ code, name, sdl }: Department, interfaceName: RecordInterface): readonly string[] {
  const { prefix } = departmentNames(code, name.ja);
  const input = buildASTSchema(parse(sdl), { assumeValidSDL: true }).getType(`${prefix}${interfaceName}DetailsInput`);
  if (!isInputObjectType(input)) throw new TypeError(`${code} has no details input`);
  const fields = Object.values(input.getFields());
  expect(fields.filter(({ type }) => isNonNullType(type)).map((field) => field.name)).toEqual([]);
  return fields.map((field) => field.name).sort();
}

function columnFacts(entity: EntityMetadata) {
  return entity.columns.map(({ databaseName, isNullable, isPrimary }) => ({
    name: databaseName,
    isNullable,
    isPrimary,
  }));
}

function sorted(columns: readonly { readonly name: string }[]) {
  return [...columns].sort((a, b) => (a.name < b.name ? -1 : 1));
}
