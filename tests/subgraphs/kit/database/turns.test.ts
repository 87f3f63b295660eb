import { setImmediate as turnOfOthers } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import { readChanges } from "#kit/feed/read.ts";
import { saveRecords } from "#kit/records/save.ts";
import { databases } from "../../../support/databases.ts";
import { departmentNamed, type OpenDepartment, openForTest } from "../../../support/departments.ts";
import { contentOf, numbered, sampleMeasure } from "../../../support/sample-records.ts";

const welfare = departmentNamed("welfare");
const [sqlite] = databases;

function create({ database, stores }: OpenDepartment, codes: readonly string[]) {
  const writes = codes.map((code) => ({ content: contentOf(welfare, sampleMeasure(code)), expect: "new" as const }));
  return database.transaction((manager) => saveRecords(manager, stores.Measure, writes));
}

describe("A long transaction on SQLite", () => {
  test("has others answered while it is under way, who see nothing of it before its commit", async () => {
    const hub = await openForTest(welfare, sqlite.newSettings());
    const seen: number[] = [];
    let isOver = false;
    const other = (async () => {
      for (; !isOver; await turnOfOthers()) {
        const { data } = await hub.ask("{ welfareMeasures { totalCount } }");
        if (!isOver) seen.push(data.welfareMeasures.totalCount);
      }
    })();

    await create(hub, numbered(2_000)).finally(() => {
      isOver = true;
    });
    await other;

    expect(seen.length).toBeGreaterThan(3);
    expect(new Set(seen)).toEqual(new Set([0]));
  });

  test("is never mixed with another: one that fails takes only its own rows along", async () => {
    const hub = await openForTest(welfare, sqlite.newSettings());
    const order: string[] = [];
    const failing = hub.database.transaction(async (manager) => {
      order.push("the long one begins");
      const writes = numbered(1_000, "lost").map((code) => ({
        content: contentOf(welfare, sampleMeasure(code)),
        expect: "new" as const,
      }));
      await saveRecords(manager, hub.stores.Measure, writes);
      order.push("and fails");
      throw new Error("changed my mind");
    });
    const short = turnOfOthers().then(async () => {
      order.push("the short one is asked for");
      await create(hub, ["kept"]);
      order.push("and done");
    });

    await Promise.allSettled([failing, short]);

    expect(order).toEqual(["the long one begins", "the short one is asked for", "and fails", "and done"]);
    const { changes } = await readChanges(hub.database.reader, 0, 1_000);
    expect(changes.map(({ sequence, code }) => [sequence, code])).toEqual([[1, "kept"]]);
  });
});
