import { mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { saveRecords } from "#kit/records/save.ts";
import { openDepartmentDatabase, storesOf } from "#kit/records/stores.ts";
import type { Settings } from "#kit/settings.ts";
import { databases } from "../../../support/databases.ts";
import { departmentNamed, openForTest } from "../../../support/departments.ts";
import { failMysql, failSqlite } from "../../../support/failing-driver.ts";
import { eventually } from "../../../support/hub-process.ts";
import { contentOf, sampleMeasure } from "../../../support/sample-records.ts";

const welfare = departmentNamed("welfare");
const [sqlite] = databases;
const mysql = databases.find(({ dialect }) => dialect === "mysql");
const everyStatement = Array.from({ length: 500 }, (_, index) => index + 1);

async function open(settings: Settings) {
  const database = await openDepartmentDatabase(welfare, settings);
  const create = (code: string) =>
    database.transaction((manager) =>
      saveRecords(manager, storesOf(welfare).Measure, [
        { content: contentOf(welfare, sampleMeasure(code)), expect: "new" },
      ]),
    );
  const obstacle = async () => (await database.findObstacle())?.code;
  return { database, create, obstacle };
}

describe("A data folder that is taken away under a running hub", () => {
  const mutation = `mutation ($input: CreateWelfareMeasureInput!) {
    createWelfareMeasure(input: $input) { measure { code } userErrors { code } }
  }`;

  test("has changes refused, and the hub say so, until it is put back", async () => {
    const settings = sqlite.newSettings();
    const hub = await openForTest(welfare, settings);
    const create = (code: string) => hub.ask(mutation, { input: { measure: sampleMeasure(code) } });
    await create("before");
    const codeOf = async () => (await hub.database.findObstacle())?.code;
    renameSync(settings.dataFolder, `${settings.dataFolder}-away`);
    mkdirSync(settings.dataFolder);

    const { errors } = await create("lost");
    const away = await eventually(codeOf, (code) => code !== undefined);
    rmSync(settings.dataFolder, { recursive: true });
    renameSync(`${settings.dataFolder}-away`, settings.dataFolder);
    await eventually(codeOf, (code) => code === undefined);

    expect(errors?.map(({ originalError }) => originalError)).toMatchObject([{ code: "DATABASE_FILE_GONE" }]);
    expect(away).toBe("DATABASE_FILE_GONE");
    expect((await create("after")).data.createWelfareMeasure).toEqual({ measure: { code: "after" }, userErrors: [] });
    const { data } = await hub.ask("{ welfareMeasures { nodes { code } } }");
    expect(data.welfareMeasures.nodes.map(({ code }: { code: string }) => code).toSorted()).toEqual([
      "after",
      "before",
    ]);
  });

  test("while a change is being made has the change refused, since it is in no file any more", async () => {
    const settings = sqlite.newSettings();
    const { database } = await openForTest(welfare, settings);

    const change = database.transaction(async (manager) => {
      await manager.query("UPDATE feed_position SET last = last");
      rmSync(path.join(settings.dataFolder, "welfare.sqlite"));
    });

    await expect(change).rejects.toMatchObject({ code: "DATABASE_FILE_GONE" });
  });
});

describe("SQLite that fails", () => {
  test("is an obstacle until it works again, although no change is made meanwhile", async () => {
    const driver = failSqlite();
    const { database, create, obstacle } = await open(sqlite.newSettings());

    driver.fail(everyStatement, "broken, and left open");
    await expect(create("refused")).rejects.toMatchObject({ code: "DATABASE_FAULT" });
    const broken = await obstacle();
    driver.heal();

    expect(broken).toBe("DATABASE_FAULT");
    await eventually(obstacle, (code) => code === undefined);
    await create("after");
    expect(await database.reader.query("SELECT code FROM measure")).toEqual([{ code: "after" }]);
    await database.close();
  });
});

(mysql ? describe : describe.skip)("A MySQL server", () => {
  test.each([
    ["read only", "DATABASE_READ_ONLY"],
    ["full", "DATABASE_FULL"],
  ])("that is %s is an obstacle until it takes changes again", async (kind, code) => {
    const settings = mysql?.newSettings() ?? sqlite.newSettings();
    const server = await failMysql(settings.databaseUrl ?? "");
    const { database, create, obstacle } = await open({ ...settings, databaseUrl: server.url });

    server.fail(everyStatement, kind);
    await expect(create("refused")).rejects.toMatchObject({ code });
    const found = await obstacle();
    server.heal();

    expect(found).toBe(code);
    await eventually(obstacle, (each) => each === undefined);
    await create("after");
    expect(await database.reader.query("SELECT code FROM measure")).toEqual([{ code: "after" }]);
    await database.close();
    await server.close();
  });
});
