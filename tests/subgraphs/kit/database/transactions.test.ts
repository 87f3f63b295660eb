import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Database, openDatabase } from "#kit/database/open.ts";
import { describeOnDatabases } from "../../../support/databases.ts";

describeOnDatabases("a transaction", ({ newSettings }) => {
  let database: Database;

  beforeAll(async () => {
    const { dataFolder, databaseUrl } = newSettings();
    database = await openDatabase({
      name: "sample",
      folder: dataFolder,
      url: databaseUrl,
      entities: [],
      migrations: [],
    });
  });

  afterAll(() => database.close());

  test("runs", async () => {
    expect(await database.reader.query("SELECT 1 AS one")).toMatchObject([{ one: expect.anything() }]);
  });
});
