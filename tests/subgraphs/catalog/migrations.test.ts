import { describe, expect, test } from "@jest/globals";
import { openDatabase } from "#kit/database/open.ts";
import { catalogMigrations } from "../../../subgraphs/catalog/migrations/migrations.ts";
import { catalogTables } from "../../../subgraphs/catalog/tables/tables.ts";
import { databases } from "./databases.ts";

describe.each(databases)("the catalog's tables on %s", (_, create) => {
  test("can be taken back and made again", async () => {
    const { settings, drop } = create();
    const database = await openDatabase({
      name: "catalog",
      folder: settings.dataFolder,
      url: settings.databaseUrl,
      holds: "projection",
      entities: catalogTables.map(({ entity }) => entity),
      migrations: catalogMigrations,
    });
    const { connection } = database.reader;
    const existing = async () => {
      const runner = connection.createQueryRunner();
      const found = await Promise.all(catalogTables.map(({ name }) => runner.hasTable(name)));
      if (!runner.isReleased) await runner.release();
      return found.filter(Boolean).length;
    };

    const made = await existing();
    for (const _ of catalogMigrations) await connection.undoLastMigration();
    const left = await existing();
    await connection.runMigrations();
    const again = await existing();

    expect([made, left, again]).toEqual([catalogTables.length, 0, catalogTables.length]);
    await database.close();
    await drop();
  });
});
