import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "@jest/globals";
import { signedStatement } from "../../../../subgraphs/audit/trail/checkpoint.ts";
import { readEvent, rowOf } from "../../../../subgraphs/audit/trail/event.ts";
import { type Frontier, grown, headOf } from "../../../../subgraphs/audit/trail/merkle.ts";
import { holdSigningKey } from "../../../../subgraphs/audit/trail/signing-key.ts";
import { checkpointTable, eventTable, trailTable } from "../../../../subgraphs/audit/trail/tables.ts";
import { databases, describeOnDatabases } from "../../../support/databases.ts";
import { startEmbedded } from "../../../support/hub-process.ts";
import { createTemplate, findersOf, openScene, prove, proveIndependently, type Scene, type Template } from "./scene.ts";

/** As the trail was written before events had digests: each signed anew, with the audit's own key. */
function writeAsBefore(scene: Scene): Promise<void> {
  const key = holdSigningKey(scene.settings.dataFolder).create();
  return scene.within(async (database) => {
    const rows = await database.reader.find(eventTable.entity, { order: { sequence: "ASC" } });
    let [previous, frontier]: [string, Frontier] = ["", []];
    const statements: string[] = [];
    const written = rows.map((row) => {
      const event = readEvent(row);
      const { snapshot, measures, ...rest } = event.body;
      const body = event.kind === "SNAPSHOT_TAKEN" ? { snapshot, measures } : { ...event.body, ...rest };
      const anew = rowOf({ ...event, body, previous });
      previous = anew.hash;
      frontier = grown(frontier, previous);
      const checkpoint = { size: event.sequence, head: headOf(frontier), last: previous, at: event.at };
      statements.push(signedStatement(checkpoint, key));
      return anew;
    });
    writeFileSync(scene.checkpoints, statements.map((line) => `${line}\n`).join(""));
    await database.transaction(async (manager) => {
      await manager.query("DELETE FROM trail_event");
      await manager.query("DELETE FROM trail_checkpoint");
      await manager.insert(eventTable.entity, written);
      await manager.insert(
        checkpointTable.entity,
        statements.map((statement, index) => ({ size: index + 1, statement })),
      );
      const trail = { size: written.length, lastHash: previous, frontier: [...frontier] };
      await manager.update(trailTable.entity, { id: 1 }, trail);
    });
  });
}

describeOnDatabases("a trail from before events reached down", (database) => {
  let template: Template;
  beforeAll(async () => {
    if (databases.includes(database)) template = await createTemplate(database);
  }, 400_000);

  test("goes on and is proved in content and id, and what is not proved is said", async () => {
    const scene = await openScene(template, database.newSettings());
    await writeAsBefore(scene);

    const { faults, notes } = await prove(scene);
    const { code, said } = await proveIndependently(scene);

    expect(faults).toEqual([]);
    expect(notes.map(({ kind }) => kind)).toEqual(["NOT_REACHING_DOWN", "NOT_REACHING_DOWN"]);
    expect(code).toBe(0);
    expect(said).toMatch(/note: event 1: made before events said whose measures a snapshot holds/);
    expect(await findersOf(scene)).toEqual([]);
  }, 400_000);

  test("still shows a content that was changed", async () => {
    const scene = await openScene(template, database.newSettings());
    await writeAsBefore(scene);
    await scene.sql("UPDATE measure_version SET contract = REPLACE(contract, '初任者', '上級者') WHERE code = 'W-1'");

    expect(await findersOf(scene)).toEqual(["start", "read", "verify", "independent"]);
  }, 400_000);
});

describeOnDatabases("what a snapshot rests on beside its contents", (database) => {
  let template: Template;
  beforeAll(async () => {
    if (databases.includes(database)) template = await createTemplate(database);
  }, 400_000);

  test.each([
    ["whose a measure is", "UPDATE measure_version SET department = 'education' WHERE code = 'W-1'"],
    ["since when it is so", "UPDATE measure_version SET valid_from = '2020-01-01T00:00:00.000Z' WHERE code = 'O-3'"],
    ["a measure that is gone", "DELETE FROM measure_version WHERE code = 'W-1'"],
    ["what its model was fitted on", "UPDATE measure_version SET to_revision = from_revision WHERE code = 'O-1'"],
    [
      "which model it is looked at under",
      "UPDATE snapshot SET model_revision = model_revision - 1 WHERE model_revision > 1",
    ],
    ["what it was narrowed to", `UPDATE snapshot SET scope = '{"departments":["welfare"],"fiscalYear":null}'`],
    ["who took it", "UPDATE snapshot SET taken_by = 'somebody'"],
  ])(
    "is read and proved no more where somebody changed %s",
    async (_, statement) => {
      const scene = await openScene(template, database.newSettings());
      await scene.sql(statement);

      expect(await findersOf(scene)).toEqual(["read", "verify", "independent"]);
    },
    400_000,
  );
});

test("a hub whose audit is older than its witness serves, refuses changes, and is not ready", async () => {
  const [sqlite] = databases;
  const scene = await openScene(await createTemplate(sqlite), sqlite.newSettings());
  await scene.putBack(scene.template.yesterday);

  const hub = await startEmbedded({ JINKATSU_DATA: path.resolve(scene.settings.dataFolder) });
  const ready = await fetch(`${hub.url}/health/ready`);
  const answer = await fetch(`${hub.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "{ measures { totalCount } }" }),
  });

  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ reasons: [expect.stringMatching(/^audit: .*acknowledge-restore/)] });
  expect(await answer.json()).toMatchObject({ data: { measures: { totalCount: expect.any(Number) } } });
  await hub.stop();
}, 400_000);
