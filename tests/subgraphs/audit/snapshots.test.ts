import { expect, test } from "@jest/globals";
import type { Json } from "../../support/ask.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { idOf, measure, openAuditHouse } from "./audit-house.ts";
import { careCourse, careTraining, others, snowClearing } from "./measures.ts";

const take = `mutation ($departments: [DepartmentCode!], $year: FiscalYearNumber) {
  takeSnapshot(departments: $departments, fiscalYear: $year) { snapshot { id isKept measureCount departments fiscalYear } }
}`;
const everything = `query ($id: ID!) {
  overlapMatrix(snapshot: $id) { snapshot { id at measureCount model missing { field measures } } budget { known } pairs { bits class evidence { shared onlyA onlyB waterfall { kind bits cosine } } } }
  coverage(snapshot: $id) { gapCount gaps(first: 20) { id around } }
  overlapClusters(snapshot: $id) { clusters { centre { code } members { code version digest } } }
  integrationCandidates(snapshot: $id) { candidates { onlyOne { offers { field value } } } }
  dataQuality(snapshot: $id) { findings { id } }
}`;

describeOnDatabases("a snapshot", (database) => {
  test("gives the same to the bit after everything has changed, in any process", async () => {
    const house = await openAuditHouse(database.newSettings());
    await house.save("welfare", careTraining, ...others);
    await house.save("industry", careCourse, snowClearing);
    await house.audit.pullNow();
    const { takeSnapshot } = await house.ask(take);
    const before = await house.ask(everything, takeSnapshot.snapshot);

    await house.save("welfare", measure("W-1", "全く別の事業"), measure("W-9", "介護の新しい研修"));
    await house.withdraw("industry", "I-1");
    await house.audit.pullNow();
    const another = await house.another();

    expect(before.overlapMatrix.pairs).toHaveLength(1);
    expect(await house.ask(everything, takeSnapshot.snapshot)).toEqual(before);
    expect(await another.ask(everything, takeSnapshot.snapshot)).toEqual(before);
    const { overlapMatrix } = await another.ask("{ overlapMatrix { snapshot { id model } pairCount } }");
    expect(overlapMatrix.pairCount).toBe(0);
    expect(overlapMatrix.snapshot.model).not.toBe(before.overlapMatrix.snapshot.model);
  });

  test("is kept once, however often the same is taken, and narrowed where that is asked for", async () => {
    const house = await openAuditHouse(database.newSettings());
    await house.save("welfare", careTraining, ...others);
    await house.save("industry", careCourse, { ...snowClearing, endFiscalYear: 2025 });
    await house.audit.pullNow();

    const all = await house.ask(take);
    const again = await house.ask(take);
    const narrow = await house.ask(take, { departments: ["industry"], year: 2025 });

    const { auditSnapshots, auditTrail } = await house.ask(
      "{ auditSnapshots { id takenAt measureCount departments missing { field measures } model } auditTrail { size events { at } } }",
    );
    const { second } = await house.ask("{ second: auditSnapshots(first: 1, after: 1) { id } }");
    const { overlapMatrix } = await house.ask(
      "query ($id: ID!) { overlapMatrix(snapshot: $id) { snapshot { id takenAt measureCount departments missing { field measures } model } } }",
      narrow.takeSnapshot.snapshot,
    );
    expect(again).toEqual(all);
    expect(all.takeSnapshot.snapshot).toMatchObject({ isKept: true, measureCount: 9, departments: null });
    expect(narrow.takeSnapshot.snapshot).toMatchObject({
      measureCount: 1,
      departments: ["industry"],
      fiscalYear: 2025,
    });
    expect(auditTrail.size).toBe(2);
    expect(auditSnapshots.map(({ takenAt }: Json) => takenAt)).toEqual([
      auditTrail.events[1].at,
      auditTrail.events[0].at,
    ]);
    expect(auditSnapshots[0]).toEqual(overlapMatrix.snapshot);
    expect(second).toEqual([{ id: all.takeSnapshot.snapshot.id }]);
  });

  test("shows a pair in the words of then, beside the measures of now", async () => {
    const house = await openAuditHouse(database.newSettings());
    await house.save("welfare", careTraining, ...others);
    await house.save("industry", careCourse, snowClearing);
    await house.audit.pullNow();
    const { takeSnapshot } = await house.ask(take);
    await house.save("welfare", measure("W-1", "全く別の事業", { summary: { ja: "別の内容" } }));
    await house.withdraw("industry", "I-1");
    await house.audit.pullNow();

    const { overlapPair } = await house.ask(
      `query ($id: ID!, $a: ID!, $b: ID!) { overlapPair(a: $a, b: $b, snapshot: $id) {
        a { ...Shown } b { ...Shown } } }
      fragment Shown on AuditedMeasure { code summary { ja } purpose { ja } targetGroups areas pillar measure { id } }`,
      { ...takeSnapshot.snapshot, a: idOf("welfare", "W-1"), b: idOf("industry", "I-1") },
    );

    const [welfare, industry] = [overlapPair.a, overlapPair.b].toSorted((a, b) => (a.code > b.code ? -1 : 1));
    expect(welfare).toMatchObject({ code: "W-1", summary: careTraining.summary, measure: { id: expect.any(String) } });
    expect(industry).toMatchObject({ code: "I-1", summary: careCourse.summary, measure: null });
  });
});
