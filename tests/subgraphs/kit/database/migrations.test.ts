import { describe, expect, test } from "@jest/globals";
import type { DataSource, Table } from "typeorm";
import { turnTable } from "#kit/database/migration-turn.ts";
import { openDepartmentDatabase } from "#kit/records/stores.ts";
import { describeOnDatabases } from "../../../support/databases.ts";
import { departments } from "../../../support/departments.ts";
import { startWriter } from "../../../support/writer-process.ts";

describeOnDatabases("the migrations", ({ newSettings }) => {
  describe.each(departments)("of $code", (department) => {
    test("run, are undone to nothing and run again to the same tables", async () => {
      const database = await openDepartmentDatabase(department, newSettings());
      const { connection } = database.reader;
      const first = await tablesOf(connection);

      for (const _ of connection.migrations) await connection.undoLastMigration({ transaction: "each" });
      const undone = await tablesOf(connection);
      await connection.runMigrations({ transaction: "each" });

      expect(Object.keys(first).length).toBeGreaterThan(15);
      expect(Object.keys(undone)).toEqual(["migrations"]);
      expect(await tablesOf(connection)).toEqual(first);
      await database.close();
    });

    test("change nothing when they run a second time", async () => {
      const settings = newSettings();
      const first = await openDepartmentDatabase(department, settings);
      const before = await tablesOf(first.reader.connection);
      await first.close();

      const second = await openDepartmentDatabase(department, settings);

      expect(await tablesOf(second.reader.connection)).toEqual(before);
      expect(await second.reader.connection.runMigrations()).toEqual([]);
      await second.close();
    });
  });

  test("run once when several processes start at the same time on one empty database", async () => {
    const settings = newSettings();
    const writers = ["a", "b", "c"].map((prefix) => startWriter(settings, prefix, 1));

    const ends = await Promise.all(writers.map(({ ended }) => ended));

    expect(ends).toEqual(Array(3).fill({ code: 0, errors: "" }));
  }, 400_000);
});

type Tables = Readonly<Record<string, readonly string[]>>;

/** Columns with types, and indexes, by table. */
async function tablesOf(connection: DataSource): Promise<Tables> {
  const runner = connection.createQueryRunner();
  const tables = await runner.getTables([...(await tableNames(connection))]);
  await runner.release();
  return Object.fromEntries(tables.map((table) => [bareName(table.name), factsOf(table)] as const).sort());
}

async function tableNames({ options, manager }: DataSource): Promise<readonly string[]> {
  const query = {
    mysql: "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()",
    sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
  };
  const rows: { name: string }[] = await manager.query(query[options.type === "mysql" ? "mysql" : "sqlite"]);
  return rows.map(({ name }) => name).filter((name) => name !== turnTable);
}

function bareName(name: string): string {
  return name.split(".").at(-1) ?? name;
}

function factsOf({ columns, indices }: Table): readonly string[] {
  const columnFacts = columns.map(({ name, type, length, isNullable }) => `${name} ${type}(${length}) ${isNullable}`);
  return [...columnFacts, ...indices.map(({ name, columnNames }) => `${name} ${columnNames}`)].sort();
}
