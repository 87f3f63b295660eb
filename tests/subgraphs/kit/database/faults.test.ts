import { beforeAll, describe, expect, test } from "@jest/globals";
import { createConnection } from "mysql2/promise";
import { openDepartment } from "#kit/department/open.ts";
import { readChanges } from "#kit/feed/read.ts";
import { saveRecords } from "#kit/records/save.ts";
import { openDepartmentDatabase } from "#kit/records/stores.ts";
import type { Settings } from "#kit/settings.ts";
import type { PrivateServer } from "../../../setup/private-database-server.ts";
import { ask } from "../../../support/ask.ts";
import { databases } from "../../../support/databases.ts";
import { departmentNamed, type OpenDepartment, openForTest } from "../../../support/departments.ts";
import { eventually } from "../../../support/hub-process.ts";
import { describeWithServerProgram, largerSpace, startOwnServer } from "../../../support/own-database-server.ts";
import { contentOf, numbered, sampleMeasure } from "../../../support/sample-records.ts";
import { serveHub } from "../../../support/test-hub.ts";

const welfare = departmentNamed("welfare");
const [sqlite] = databases;

function create({ database, stores }: OpenDepartment, code: string, summary = "") {
  const content = contentOf(welfare, sampleMeasure(code, { summary: { ja: summary } }));
  return database.transaction((manager) => saveRecords(manager, stores.Measure, [{ content, expect: "new" }]));
}

async function feed({ database }: OpenDepartment): Promise<readonly string[]> {
  const { changes } = await readChanges(database.reader, 0, 1_000);
  expect(changes.map(({ sequence }) => sequence)).toEqual(changes.map((_, index) => index + 1));
  return changes.map(({ code }) => code);
}

async function rowsOf({ database }: OpenDepartment): Promise<readonly string[]> {
  const rows: { code: string }[] = await database.reader.query("SELECT code FROM measure ORDER BY code");
  return rows.map(({ code }) => code);
}

const mutation = `mutation ($input: CreateWelfareMeasureInput!) {
  createWelfareMeasure(input: $input) { measure { code } userErrors { code } }
}`;

const long = "長".repeat(20_000);

describe("SQLite without room", () => {
  test("refuses a change with nothing half written, and takes it when there is room", async () => {
    const hub = await openForTest(welfare, sqlite.newSettings());
    await create(hub, "before");
    const limit = (pages: number) =>
      hub.database.transaction((manager) => manager.query(`PRAGMA max_page_count = ${pages}`));
    await limit(1);

    const input = { measure: sampleMeasure("too-much", { summary: { ja: long } }) };
    const refused = await hub.ask(mutation, { input });

    expect(refused.errors?.map(({ originalError }) => originalError)).toMatchObject([{ code: "DATABASE_FULL" }]);
    expect([await rowsOf(hub), await feed(hub)]).toEqual([["before"], ["before"]]);
    await limit(1_000_000);
    const { data } = await hub.ask(mutation, { input });
    expect(data.createWelfareMeasure).toEqual({ measure: { code: "too-much" }, userErrors: [] });
    expect([await rowsOf(hub), await feed(hub)]).toEqual([
      ["before", "too-much"],
      ["before", "too-much"],
    ]);
  });
});

describeWithServerProgram("MySQL", () => {
  let server: PrivateServer;
  let prefixes = 0;

  beforeAll(async () => {
    server = await startOwnServer();
  }, 400_000);

  const newSettings = (): Settings => {
    prefixes += 1;
    return { ...sqlite.newSettings(), databaseUrl: `${server.url}/own_${prefixes}` };
  };

  test("that breaks a deadlock has the loser's transaction run again: both are done, nothing twice", async () => {
    const { database } = await openForTest(welfare, newSettings());
    await database.transaction((manager) => manager.query("CREATE TABLE tally (id INT PRIMARY KEY, n INT)"));
    await database.transaction((manager) => manager.query("INSERT INTO tally VALUES (1, 0), (2, 0)"));
    const bothHold = meeting(2);
    let attempts = 0;
    const add = (first: number, second: number) =>
      database.transaction(async (manager) => {
        attempts += 1;
        const isFirstAttempt = attempts <= 2;
        await manager.query("UPDATE tally SET n = n + 1 WHERE id = ?", [first]);
        if (isFirstAttempt) await bothHold();
        await manager.query("UPDATE tally SET n = n + 1 WHERE id = ?", [second]);
      });

    await Promise.all([add(1, 2), add(2, 1)]);

    expect(attempts).toBe(3);
    expect(await database.reader.query("SELECT n FROM tally")).toEqual([{ n: 2 }, { n: 2 }]);
  });

  test("that gives up waiting for a lock, while others go on, has the transaction run again", async () => {
    const settings = newSettings();
    const { database } = await openForTest(welfare, settings);
    await database.transaction((manager) => manager.query("CREATE TABLE tally (id INT PRIMARY KEY, n INT)"));
    await database.transaction((manager) => manager.query("INSERT INTO tally VALUES (1, 0)"));
    const holder = await createConnection(`${settings.databaseUrl}_welfare`);
    await holder.query("BEGIN");
    await holder.query("UPDATE tally SET n = n + 1 WHERE id = 1");
    let attempts = 0;

    await database.transaction(async (manager) => {
      attempts += 1;
      if (attempts === 1) await database.transaction((other) => other.query("INSERT INTO tally VALUES (2, 2)"));
      else await holder.query("COMMIT");
      await manager.query("SET SESSION innodb_lock_wait_timeout = 1");
      await manager.query("UPDATE tally SET n = n + 1 WHERE id = 1");
    });

    expect(attempts).toBe(2);
    expect(await database.reader.query("SELECT n FROM tally")).toEqual([{ n: 2 }, { n: 2 }]);
    await holder.end();
  });

  test("with 100 writers, each of which also reads beside its transaction, comes to an end", async () => {
    const hub = await openForTest(welfare, newSettings());

    await Promise.all(
      numbered(100).map((code) =>
        hub.database.transaction(async (manager) => {
          await saveRecords(manager, hub.stores.Measure, [
            { content: contentOf(welfare, sampleMeasure(code)), expect: "new" },
          ]);
          await hub.database.reader.query("SELECT COUNT(*) FROM measure");
        }),
      ),
    );

    expect(await feed(hub)).toHaveLength(100);
  });

  test("killed under its writers loses nothing acknowledged, and is used again by itself when it is back", async () => {
    const hub = await openForTest(welfare, newSettings());
    const acknowledged: string[] = [];
    const failures: unknown[] = [];
    let isOver = false;
    const write = async (prefix: string) => {
      for (let count = 0; !isOver; count += 1) {
        const code = `${prefix}-${count}`;
        await create(hub, code).then(
          () => acknowledged.push(code),
          (error: unknown) => failures.push(error),
        );
      }
    };
    const writers = Promise.all(["a", "b", "c"].map(write));
    await eventually(
      () => acknowledged.length,
      (count) => count >= 20,
    );

    await server.kill();
    await eventually(
      () => failures.length,
      (count) => count > 0,
    );
    await server.restart();
    const before = acknowledged.length;
    await eventually(
      () => acknowledged.length,
      (count) => count > before + 5,
    );
    isOver = true;
    await writers;

    const codes = await feed(hub);
    expect(codes).toEqual(expect.arrayContaining(acknowledged));
    expect(await rowsOf(hub)).toEqual(codes.toSorted());
    const told = new Set(failures.map((error) => (error as { code?: string }).code));
    expect(["DATABASE_AWAY", "COMMIT_UNKNOWN"]).toEqual(expect.arrayContaining([...told]));
  }, 400_000);

  test("that is gone is told without its address; other departments answer, and this one again when it is back", async () => {
    const education = await openDepartment(departmentNamed("education"), sqlite.newSettings());
    const own = await openDepartment(welfare, newSettings());
    const hub = await serveHub([education, own]);
    const question = "{ welfareMeasures { totalCount } educationMeasures { totalCount } }";
    const complete = await ask(hub.url, question);

    await server.kill();
    const partial = await ask(hub.url, question);
    await server.restart();

    expect(complete.errors).toBeUndefined();
    expect(partial.data).toEqual({ welfareMeasures: null, educationMeasures: { totalCount: 0 } });
    expect(partial.errors).toMatchObject([{ path: ["welfareMeasures"], extensions: { code: "DATABASE_AWAY" } }]);
    expect(JSON.stringify(partial.errors)).not.toContain("127.0.0.1");
    expect(await ask(hub.url, question)).toEqual(complete);
    await Promise.all([education.close(), own.close()]);
  }, 400_000);

  test("that is away at the start is named with its address, for whoever starts the hub", async () => {
    const settings = newSettings();
    await server.kill();

    await expect(openDepartmentDatabase(welfare, settings)).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });

    await server.restart();
  }, 400_000);

  test("without room refuses a change with nothing half written, and takes it when there is room", async () => {
    const hub = await openForTest(welfare, newSettings());
    await create(hub, "before");
    await fillUp(server.url);

    const input = { measure: sampleMeasure("too-much", { summary: { ja: long.repeat(15) } }) };
    const refused = await hub.ask(mutation, { input });

    expect(refused.errors?.map(({ originalError }) => originalError)).toMatchObject([{ code: "DATABASE_FULL" }]);
    expect([await rowsOf(hub), await feed(hub)]).toEqual([["before"], ["before"]]);
    await server.kill();
    await server.restart(largerSpace);
    const { data } = await hub.ask(mutation, { input });
    expect(data.createWelfareMeasure).toEqual({ measure: { code: "too-much" }, userErrors: [] });
  }, 400_000);
});

/** Resolves for all when so many have come. */
function meeting(size: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let missing = size;
  return () => {
    missing -= 1;
    if (missing === 0) resolve();
    return promise;
  };
}

async function fillUp(url: string): Promise<void> {
  const connection = await createConnection(url);
  await connection.query("CREATE DATABASE filler");
  await connection.query("CREATE TABLE filler.filler (id INT AUTO_INCREMENT PRIMARY KEY, text LONGTEXT)");
  for (const size of [1_000_000, 200_000]) {
    const fill = () => connection.query("INSERT INTO filler.filler (text) VALUES (REPEAT('x', ?))", [size]);
    while (await fill().then(Boolean, () => false));
  }
  await connection.end();
}
