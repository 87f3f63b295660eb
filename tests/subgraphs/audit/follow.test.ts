import { expect, test } from "@jest/globals";
import { describeOnDatabases } from "../../support/databases.ts";
import { eventually } from "../../support/hub-process.ts";
import { idOf, openAuditHouse } from "./audit-house.ts";
import { careCourse, careTraining, others, snowClearing } from "./measures.ts";

const matrix = "{ overlapMatrix { snapshot { id } pairs { a { code } b { code } bits class } } }";
const matrixAt =
  "query ($at: DateTime!) { overlapMatrix(asOf: $at) { snapshot { id } pairs { a { code } b { code } bits } } }";
const findings = `query ($id: ID!) {
  _entities(representations: [{ __typename: "Measure", id: $id }]) {
    ... on Measure { overlaps { a { code } b { code } } findings { kind code } auditStatus { openFindings } }
  }
}`;

describeOnDatabases("an audit that follows the departments", (database) => {
  test("finds what a new or changed measure is like, by itself", async () => {
    const house = await openAuditHouse(database.newSettings());
    await house.save("welfare", careTraining, ...others);
    await house.save("industry", snowClearing);
    await house.audit.pullNow();
    house.audit.follow();
    const alike = async () => (await house.ask(matrix)).overlapMatrix.pairs;
    expect(await alike()).toEqual([]);

    await house.save("industry", careCourse);
    await eventually(alike, (pairs) => pairs.length === 1, 5_000);
    const { _entities } = await house.ask(findings, { id: idOf("industry", "I-1") });
    await house.save("industry", {
      ...careCourse,
      name: { ja: "除雪車の格納庫" },
      summary: { ja: "格納庫を建てる。" },
    });
    await eventually(alike, (pairs) => pairs.length === 0, 5_000);

    expect(_entities[0].overlaps).toEqual([{ a: { code: "I-1" }, b: { code: "W-1" } }]);
    expect(_entities[0].findings).toContainEqual({ kind: "OVERLAP", code: "OVERLAP" });
    expect(_entities[0].auditStatus.openFindings).toBe(_entities[0].findings.length);
  });

  test("says that its answers are preliminary until it has followed all that the departments told", async () => {
    const asked = "{ overlapMatrix { snapshot { preliminary } } }";
    const house = await openAuditHouse(database.newSettings());
    await house.save("welfare", careTraining);
    const isPreliminary = async () => (await house.ask(asked)).overlapMatrix.snapshot.preliminary;

    const before = await isPreliminary();
    await house.audit.pullNow();

    expect(before).toBe(true);
    expect(await isPreliminary()).toBe(false);
  });

  test("answers to the bit what an audit that begins with the same measures answers", async () => {
    const settings = database.newSettings();
    const house = await openAuditHouse(settings);
    await house.save("welfare", careTraining, ...others);
    await house.save("industry", careCourse, snowClearing);
    await house.audit.pullNow();
    await house.ask(matrix);
    await house.save("welfare", { ...careTraining, summary: { ja: "介護の初任者研修の費用を助ける。" } });
    await house.withdraw("industry", "I-2");
    await house.save("industry", { ...snowClearing, lifecycle: "ENDED" });
    await house.audit.pullNow();

    const later = await house.another();
    const anew = await openAuditHouse({ ...settings, ...database.newSettings() });
    await anew.save("welfare", ...others, { ...careTraining, summary: { ja: "介護の初任者研修の費用を助ける。" } });
    await anew.save("industry", { ...snowClearing, lifecycle: "ENDED" }, careCourse);
    await anew.audit.pullNow();

    expect(await later.ask(matrix)).toEqual(await house.ask(matrix));
    expect((await anew.ask(matrix)).overlapMatrix.pairs).toEqual((await house.ask(matrix)).overlapMatrix.pairs);
  });

  test("still answers for the time before a change", async () => {
    const house = await openAuditHouse(database.newSettings());
    await house.save("welfare", careTraining, ...others);
    await house.save("industry", careCourse, snowClearing);
    await house.audit.pullNow();
    const before = new Date().toISOString();
    const then = await house.ask(matrixAt, { at: before });

    await house.withdraw("industry", "I-1");
    await house.audit.pullNow();

    expect(then.overlapMatrix.pairs).toHaveLength(1);
    expect((await house.ask(matrix)).overlapMatrix.pairs).toEqual([]);
    expect((await house.ask(matrixAt, { at: before })).overlapMatrix.pairs).toHaveLength(1);
  });

  test("begins a department anew whose own history has begun anew, and forgets nothing of before", async () => {
    let isAnother = false;
    const settings = database.newSettings();
    const anew = await openAuditHouse(database.newSettings());
    await anew.save("industry", snowClearing);
    const house = await openAuditHouse(settings, ["welfare", "industry"], (name, feed) => ({
      read: (after, first) => (isAnother && name === "industry" ? anew.feedOf(name) : feed).read(after, first),
    }));
    await house.save("welfare", careTraining, ...others);
    await house.save("industry", careCourse);
    await house.audit.pullNow();
    const { takeSnapshot } = await house.ask("mutation { takeSnapshot { snapshot { id } } }");

    isAnother = true;
    await house.audit.pullNow();

    const kept = "query ($id: ID!) { overlapMatrix(snapshot: $id) { snapshot { id measureCount } pairCount } }";
    const now = await house.ask("{ overlapMatrix { snapshot { measureCount } pairCount } }");
    expect(now.overlapMatrix).toEqual({ snapshot: { measureCount: 8 }, pairCount: 0 });
    expect(await house.ask(kept, takeSnapshot.snapshot)).toEqual({
      overlapMatrix: { snapshot: { id: takeSnapshot.snapshot.id, measureCount: 8 }, pairCount: 1 },
    });
  });
});
