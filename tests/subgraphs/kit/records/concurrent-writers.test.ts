import { expect, test } from "@jest/globals";
import { readChanges } from "#kit/feed/read.ts";
import type { ChangeRow } from "#kit/feed/tables.ts";
import { saveRecords } from "#kit/records/save.ts";
import { describeOnDatabases } from "../../../support/databases.ts";
import { departmentNamed, type OpenDepartment, openForTest } from "../../../support/departments.ts";
import { contentOf, numbered, sampleMeasure } from "../../../support/sample-records.ts";
import { startWriter } from "../../../support/writer-process.ts";

const welfare = departmentNamed("welfare");

describeOnDatabases("many writers", ({ newSettings }) => {
  const create = ({ database, stores }: OpenDepartment, code: string) =>
    database.transaction((manager) =>
      saveRecords(manager, stores.Measure, [{ content: contentOf(welfare, sampleMeasure(code)), expect: "new" }]),
    );

  test("in one process all succeed, and number their changes without gaps in the order of commit", async () => {
    const hub = await openForTest(welfare, newSettings());
    const committed: string[] = [];

    await Promise.all(numbered(100).map((code) => create(hub, code).then(() => committed.push(code))));

    const changes = await feed(hub);
    expect(changes.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    expect(new Set(changes.map(({ code }) => code))).toEqual(new Set(committed));
    expect(times(changes)).toEqual(times(changes).toSorted());
  });

  test("never let a reader of the feed see a number before a lower one", async () => {
    const hub = await openForTest(welfare, newSettings());
    const seen: number[] = [];
    let writing = true;

    const writers = Promise.all(numbered(60).map((code) => create(hub, code))).finally(() => {
      writing = false;
    });
    while (writing) {
      const { changes } = await readChanges(hub.database.reader, seen.at(-1) ?? 0, 7);
      seen.push(...changes.map(({ sequence }) => sequence));
    }
    await writers;

    expect(seen).toEqual(Array.from({ length: seen.length }, (_, index) => index + 1));
  });

  test("of which every other fails leave no stray rows", async () => {
    const hub = await openForTest(welfare, newSettings());
    const codes = numbered(50);

    await Promise.allSettled(
      codes.map((code, index) =>
        hub.database.transaction(async (manager) => {
          const write = { content: contentOf(welfare, sampleMeasure(code)), expect: "new" } as const;
          await saveRecords(manager, hub.stores.Measure, [write]);
          if (index % 2 === 1) throw new Error("changed my mind");
        }),
      ),
    );

    const kept = codes.filter((_, index) => index % 2 === 0);
    const changes = await feed(hub);
    expect(changes.map(({ code }) => code).toSorted()).toEqual(kept);
    expect(changes.map(({ sequence }) => sequence)).toEqual(kept.map((_, index) => index + 1));
    for (const table of ["measure", "measure_source", "welfare_measure"]) {
      const rows = await hub.database.reader.query(`SELECT code FROM ${table} ORDER BY code`);
      expect(rows.map(({ code }: { code: string }) => code)).toEqual(kept);
    }
  });

  test("in two processes take turns", async () => {
    const settings = newSettings();
    const hub = await openForTest(welfare, settings);

    const other = startWriter(settings, "other", 40);
    await other.until(1);
    await Promise.all(numbered(40, "mine").map((code) => create(hub, code)));

    expect(await other.ended).toEqual({ code: 0, errors: "" });
    const changes = await feed(hub);
    expect(changes.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 80 }, (_, index) => index + 1));
    expect(times(changes)).toEqual(times(changes).toSorted());
  });

  test("that are killed lose nothing that was acknowledged", async () => {
    const settings = newSettings();
    const writer = startWriter(settings, "killed", 10_000);
    await writer.until(20);

    writer.kill();
    await writer.ended;

    const hub = await openForTest(welfare, settings);
    const changes = await feed(hub);
    expect(changes.map(({ code }) => code)).toEqual(expect.arrayContaining([...writer.acknowledged]));
    expect(changes.map(({ sequence }) => sequence)).toEqual(changes.map((_, index) => index + 1));
    expect(await hub.database.reader.count("measure")).toBe(changes.length);
  });

  test("from one version: one wins, the others are told that theirs is stale", async () => {
    const hub = await openForTest(welfare, newSettings());
    await create(hub, "contested");
    const update = (ja: string) =>
      hub.ask(
        `mutation ($input: UpdateWelfareMeasureInput!) {
          updateWelfareMeasure(input: $input) { measure { version summary { ja } } userErrors { code path } }
        }`,
        { input: { version: 1, measure: sampleMeasure("contested", { summary: { ja } }) } },
      );

    const answers = await Promise.all(["甲", "乙", "丙", "丁"].map(update));

    const payloads = answers.map(({ data }) => data.updateWelfareMeasure);
    const [winner, ...others] = payloads.filter(({ measure }) => measure !== null);
    expect(others).toEqual([]);
    expect(winner.measure.version).toBe(2);
    expect(payloads.filter(({ measure }) => measure === null)).toEqual(
      Array(3).fill({ measure: null, userErrors: [{ code: "STALE_VERSION", path: ["input", "version"] }] }),
    );
    const { data } = await hub.ask("{ welfareMeasures { nodes { version summary { ja } } } }");
    expect(data.welfareMeasures.nodes).toEqual([winner.measure]);
  });

  test("lose nothing to one who ends the record at the same time", async () => {
    const hub = await openForTest(welfare, newSettings());
    const codes = numbered(20);
    await Promise.all(codes.map((code) => create(hub, code)));
    const { data } = await hub.ask("{ welfareMeasures { nodes { id code } } }");

    const rounds = data.welfareMeasures.nodes.map(({ id, code }: { id: string; code: string }) =>
      Promise.all([
        hub.ask(
          `mutation ($input: UpdateWelfareMeasureInput!) { updateWelfareMeasure(input: $input) { userErrors { code } } }`,
          { input: { version: 1, measure: sampleMeasure(code, { pillar: "SECURING" }) } },
        ),
        hub.ask(`mutation ($id: ID!) { endWelfareMeasure(input: { id: $id, version: 1 }) { userErrors { code } } }`, {
          id,
        }),
      ]),
    );

    for (const [update, end] of await Promise.all(rounds)) {
      const failures = [...update.data.updateWelfareMeasure.userErrors, ...end.data.endWelfareMeasure.userErrors];
      expect(failures).toEqual([{ code: "STALE_VERSION" }]);
    }
  });

  test("are not put out of order by a clock that is set back", async () => {
    const hub = await openForTest(welfare, newSettings());
    await create(hub, "before");
    const future = "2999-01-01T00:00:00.000Z";
    await hub.database.transaction((manager) => manager.update("feed_position", { id: 1 }, { lastAt: future }));

    await create(hub, "after");

    expect(times(await feed(hub)).at(-1)).toBe(future);
  });
});

function times(changes: readonly ChangeRow[]): readonly string[] {
  return changes.map(({ at }) => at);
}

async function feed({ database }: OpenDepartment): Promise<readonly ChangeRow[]> {
  return (await readChanges(database.reader, 0, 1_000)).changes;
}
