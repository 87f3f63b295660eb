import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "#kit/database/create-table.ts";
import type { Column } from "#kit/database/define-table.ts";
import { defineDepartment } from "#kit/department/definition.ts";
import { defineDetails } from "#kit/records/details.ts";
import { openDepartmentDatabase } from "#kit/records/stores.ts";
import { describeOnDatabases } from "../../../support/databases.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const sdl = `
type ParksMeasure implements Measure { lawnArea: Float openOn: [Date!] }
input ParksMeasureDetailsInput { lawnArea: Float openOn: [Date!] }
type ParksPool implements TalentResource { shifts: Int }
input ParksTalentResourceDetailsInput { shifts: Int }
`;

const measureColumns = { lawnArea: { kind: "decimal" }, openOn: { kind: "json" } } as const;
const resourceColumns = { shifts: { kind: "integer" } } as const;

type Columns = Readonly<Record<string, Column>>;

class CreateDetails1764600000000 implements MigrationInterface {
  readonly name = "CreateDetails1764600000000";

  async up(runner: QueryRunner): Promise<void> {
    const code = { kind: "code", key: true } as const;
    await createTable(runner, "parks_measure", { code, lawn_area: { kind: "decimal" } });
    await createTable(runner, "parks_talent_resource", { code, shifts: { kind: "integer" } });
  }

  async down(): Promise<void> {
    throw new Error("not wanted");
  }
}

function defineParks(measure: Columns, text = sdl) {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, "parks.graphql"), text);
  return defineDepartment({
    code: "parks",
    name: { ja: "公園", en: "Parks" },
    folder,
    details: {
      Measure: defineDetails("parks_measure", measure),
      TalentResource: defineDetails("parks_talent_resource", resourceColumns),
    },
    migrations: [CreateDetails1764600000000],
  });
}

describe("an own field of a department", () => {
  test("that has a column of its kind is taken", () => {
    expect(() => defineParks(measureColumns)).not.toThrow();
  });

  test("without a column is named, in the type and in the input, and the department does not start", () => {
    expect(() => defineParks({ lawnArea: { kind: "decimal" } })).toThrow(
      expect.objectContaining({
        code: "OWN_FIELD_WITHOUT_COLUMN",
        message: expect.stringMatching(/ParksMeasure\.openOn, ParksMeasureDetailsInput\.openOn.*parks_measure.*列/),
      }),
    );
  });

  test("that stands in the input only is named", () => {
    const text = sdl.replace("input ParksMeasureDetailsInput {", "input ParksMeasureDetailsInput { gardener: String");

    expect(() => defineParks(measureColumns, text)).toThrow(
      expect.objectContaining({ message: expect.stringContaining("ParksMeasureDetailsInput.gardener") }),
    );
  });

  test.each([
    ["a list in a text", { ...measureColumns, openOn: { kind: "text" } }, "ParksMeasure.openOn"],
    ["a number in a truth", { ...measureColumns, lawnArea: { kind: "boolean" } }, "ParksMeasure.lawnArea"],
    ["a fraction in a whole number", { ...measureColumns, lawnArea: { kind: "integer" } }, "ParksMeasure.lawnArea"],
  ] as const)("whose column would not give it back is refused: %s", (_, columns, field) => {
    expect(() => defineParks(columns)).toThrow(
      expect.objectContaining({ code: "OWN_FIELD_COLUMN_UNFIT", message: expect.stringContaining(field) }),
    );
  });

  test("with a kind of column that does not exist is told which there are", () => {
    // A department elsewhere may not be type-checked before it runs.
    const columns: Columns = { ...measureColumns, lawnArea: { kind: JSON.parse('"string"') } };

    expect(() => defineParks(columns)).toThrow(
      expect.objectContaining({
        code: "COLUMN_KIND_UNKNOWN",
        message: expect.stringMatching(/parks_measure\.lawnArea.*"string".*text/),
      }),
    );
  });
});

describeOnDatabases("a department whose migrations do not make a column", ({ newSettings }) => {
  test("does not start, and is told the table and the column", async () => {
    await expect(openDepartmentDatabase(defineParks(measureColumns), newSettings())).rejects.toMatchObject({
      code: "MIGRATION_MISSING",
      message: expect.stringMatching(/parks_measure.*open_on.*department\.ts/),
    });
  });
});
