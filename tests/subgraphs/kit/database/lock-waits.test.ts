import { describe, expect, test } from "@jest/globals";
import { createConnection } from "mysql2/promise";
import { createLockWaits } from "../../../../subgraphs/kit/database/lock-waits.ts";
import { describeOnMysql, type TestDatabase } from "../../../support/databases.ts";
import { departmentNamed, openForTest } from "../../../support/departments.ts";
import { sampleMeasure } from "../../../support/sample-records.ts";

const welfare = departmentNamed("welfare");

const mutation = `mutation ($input: CreateWelfareMeasureInput!) {
  createWelfareMeasure(input: $input) { measure { code } userErrors { code } }
}`;

async function openHeld(database: TestDatabase, hold: readonly string[]) {
  const settings = database.newSettings();
  const hub = await openForTest(welfare, settings);
  const holder = await createConnection(`${settings.databaseUrl}_welfare`);
  for (const statement of hold) await holder.query(statement);
  const create = (code: string) => hub.ask(mutation, { input: { measure: sampleMeasure(code) } });
  return { hub, holder, create };
}

/** More changes than there are connections to write with. */
const codes = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

describeOnMysql("A lock that another connection holds and does not let go", (database) => {
  test.each([
    ["on a row", ["BEGIN", "UPDATE feed_position SET last = last"], "ROLLBACK"],
    ["on a table", ["LOCK TABLES change_log WRITE"], "UNLOCK TABLES"],
  ])(
    "%s has all changes refused while it is held, with nothing made, and taken once it is free",
    async (_, hold, free) => {
      const { hub, holder, create } = await openHeld(database, hold);

      const answers = await Promise.all(codes.map(create));
      await holder.query(free);

      const told = answers.flatMap(({ errors }) => errors?.map(({ originalError }) => originalError));
      expect(told).toMatchObject(codes.map(() => ({ code: "DATABASE_BUSY" })));
      expect((await create("after")).data.createWelfareMeasure).toEqual({ measure: { code: "after" }, userErrors: [] });
      const { data } = await hub.ask("{ welfareMeasures { nodes { code } } }");
      expect(data.welfareMeasures.nodes).toEqual([{ code: "after" }]);
      await holder.end();
    },
  );

  test("is waited for less long than the hub waits for the answer of a change", async () => {
    const { hub, holder } = await openHeld(database, []);

    const read = () =>
      hub.database.transaction((manager) =>
        manager.query("SELECT @@innodb_lock_wait_timeout AS row_, @@lock_wait_timeout AS table_"),
      );
    const all = await Promise.all(codes.map(read));

    expect(all.flat().map(({ row_, table_ }) => [Number(row_), Number(table_)])).toEqual(codes.map(() => [4, 4]));
    await holder.end();
  });
});

describe("A wait for a lock that ended", () => {
  const ended = Object.assign(new Error("Lock wait timeout exceeded"), { errno: 1205 });
  const fail = () => Promise.reject(ended);

  test("is worth another where somebody else got past the lock meanwhile, since that one is not held for ever", async () => {
    const waits = createLockWaits();
    const waiting = waits.begin();

    const attempt = waiting.attempt(async () => {
      await waits.begin().attempt(async () => undefined);
      return fail();
    });

    await expect(attempt).rejects.toBe(ended);
    expect(waiting.isWorthRetrying(ended)).toBe(true);
  });

  test("is not where nobody did", async () => {
    const waiting = createLockWaits().begin();

    await expect(waiting.attempt(fail)).rejects.toBe(ended);

    expect(waiting.isWorthRetrying(ended)).toBe(false);
  });
});
