/** 重複確認書: a check ahead that is kept stays what it was, and is shown to the department that asked and to auditors. */
import { beforeEach, expect, test } from "@jest/globals";
import type { Database } from "#kit/database/open.ts";
import { checkpointFolder } from "../../../subgraphs/audit/database.ts";
import { proveTrail } from "../../../subgraphs/audit/trail/prove.ts";
import type { Json } from "../../support/ask.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import {
  type AuditHouse,
  alice,
  industryMember,
  measure,
  openAuditHouse,
  person,
  welfareMember,
} from "./audit-house.ts";
import { careCourse, careTraining, others } from "./measures.ts";
import { proveIndependently } from "./trail/scene.ts";

const whole = `{
  id fiscalYear number savedAt savedBy department isOwn title wasPreliminary
  plan { name { ja } summary { ja } department targetGroups budget }
  result {
    snapshot { id isKept }
    message { ja }
    isAnythingAlike
    nearest { grade why { ja } areas targets likeness existing { code version name { ja } budget } texts { field planned { text isShared } } }
  }
}`;
const save = `mutation ($planned: MeasureInput!, $department: DepartmentCode, $key: String) {
  saveCheck(planned: $planned, department: $department, idempotencyKey: $key) { check ${whole} problems { code } }
}`;
const show = `query ($id: ID!) { savedCheck(id: $id) ${whole} }`;
const list = "query ($first: Int! = 20) { savedChecks(first: $first) { id number title isOwn } }";
const similar = `query ($planned: MeasureInput!) { similarMeasures(planned: $planned) { message { ja } nearest { grade existing { name { ja } } } } }`;

const planned = {
  code: "",
  name: { ja: "介護職員の資格取得の応援" },
  summary: careCourse.summary,
  targetGroups: ["CARE_WORKERS"],
  sources: [],
};
const colleague = person("iris", "approver", "industry");
const operator = person("otto", "operator");

function sceneOf({ database, settings }: AuditHouse) {
  return {
    outside: checkpointFolder(settings),
    within: <Result>(work: (known: Database) => Promise<Result>) => work(database),
  };
}

describeOnDatabases("a saved check ahead", (database) => {
  let house: AuditHouse;

  beforeEach(async () => {
    house = await openAuditHouse(database.newSettings());
    await house.save("welfare", careTraining, ...others);
    await house.audit.pullNow();
  });

  async function saved(as = industryMember, plan: object = planned): Promise<Json> {
    return (await house.ask(save, { planned: plan, department: "industry" }, as)).saveCheck.check;
  }

  test("has the plan, the nearest with their grades, the moment, a kept snapshot, a number and who asked", async () => {
    const check = await saved();

    expect(check).toMatchObject({
      number: 1,
      department: "industry",
      isOwn: true,
      savedBy: "ida",
      title: planned.name.ja,
      wasPreliminary: false,
      plan: { name: planned.name, department: "industry", targetGroups: ["CARE_WORKERS"], budget: null },
      result: { snapshot: { isKept: true }, isAnythingAlike: true },
    });
    expect(check.result.nearest[0]).toMatchObject({ existing: { code: "W-1", version: 1, budget: 12_000_000 } });
    expect(check.result.nearest[0].texts[0].planned.some(({ isShared }: Json) => isShared)).toBe(true);
    expect(Math.abs(Date.now() - Date.parse(check.savedAt))).toBeLessThan(60_000);
  });

  test("is found again after a restart, as it was then, whatever has become of the measures", async () => {
    const check = await saved();
    await house.save("welfare", { ...careTraining, name: { ja: "まったく別の事業" }, summary: { ja: "橋を直す。" } });
    await house.save("industry", { ...careCourse, code: "I-9" });
    await house.audit.pullNow();
    const anew = await house.another();

    const shown = (await anew.ask(show, { id: check.id }, industryMember)).savedCheck;
    const now = (await anew.ask(similar, { planned }, industryMember)).similarMeasures;

    expect(shown).toEqual(check);
    expect(now.nearest[0].existing.name).not.toEqual(check.result.nearest[0].existing.name);
  });

  test("is shown to the department that asked and to auditors, to others as if there were none", async () => {
    const { id } = await saved();
    const asked = async (as: typeof alice) => (await house.ask(show, { id }, as)).savedCheck?.isOwn;
    const listed = async (as: typeof alice) => (await house.ask(list, {}, as)).savedChecks.map((each: Json) => each.id);

    expect([await asked(industryMember), await asked(colleague), await asked(alice)]).toEqual([true, false, false]);
    expect([await listed(colleague), await listed(alice)]).toEqual([[id], [id]]);
    expect(await asked(welfareMember)).toBeUndefined();
    expect(await listed(welfareMember)).toEqual([]);
    expect(await asked(operator)).toBeUndefined();
    expect(await listed(operator)).toEqual([]);
  });

  test("of an auditor is shown to auditors only", async () => {
    const { id, department } = await saved(alice);

    expect(department).toBeNull();
    expect((await house.ask(show, { id }, industryMember)).savedCheck).toBeNull();
    expect((await house.ask(show, { id }, person("bob", "auditor"))).savedCheck.isOwn).toBe(false);
  });

  test("has the next number of its year, and is listed with the latest first", async () => {
    await saved();
    await saved(welfareMember);
    await saved(industryMember, { ...planned, name: { ja: "三つ目" } });

    const { savedChecks } = await house.ask(list, {}, industryMember);

    expect(savedChecks.map(({ number, title }: Json) => [number, title])).toEqual([
      [3, "三つ目"],
      [1, planned.name.ja],
    ]);
  });

  test("is made once where it is sent again with its key, and is an event of the trail", async () => {
    const once = await house.ask(save, { planned, key: "k" }, industryMember);
    const again = await house.ask(save, { planned, key: "k" }, industryMember);
    const { auditTrail } = await house.ask("{ auditTrail { events { kind event } } }");

    expect(again).toEqual(once);
    expect(auditTrail.events.map(({ kind }: Json) => kind)).toEqual(["SNAPSHOT_TAKEN", "CHECK_SAVED"]);
    expect(JSON.parse(auditTrail.events[1].event).body).toMatchObject({ check: once.saveCheck.check.id, number: 1 });
  });

  test("is proved with the trail, also by whoever has none of our code", async () => {
    await saved();

    const { faults, notes } = await proveTrail(house.database, checkpointFolder(house.settings));

    expect([faults, notes]).toEqual([[], []]);
    expect(await proveIndependently(sceneOf(house))).toMatchObject({ code: 0 });
  });

  test("without a title is not saved, and says so", async () => {
    const { saveCheck } = await house.ask(save, { planned: { ...planned, name: { ja: " " } } }, industryMember);

    expect(saveCheck).toMatchObject({ check: null, problems: [{ code: "INVALID_VALUE" }] });
  });

  test.each([
    ["whose content was changed", "UPDATE saved_check SET content = REPLACE(content, 'SAME_CONTENT', 'NEAR')"],
    ["whose number was changed", "UPDATE saved_check SET number = 7"],
    ["that is gone", "DELETE FROM saved_check"],
  ])("%s in the database is refused", async (_, statement) => {
    await house.save("industry", measure("I-3", "関係のない施策"));
    const { id } = await saved(industryMember, { ...careTraining, code: "" });
    await house.database.transaction((manager) => manager.query(statement));

    const { faults } = await proveTrail(house.database, checkpointFolder(house.settings));
    const independent = await proveIndependently(sceneOf(house));
    expect(faults.map(({ kind }) => kind)).toEqual([expect.stringMatching(/^CHECK_(ALTERED|MISSING)$/)]);
    expect(independent).toMatchObject({ code: 1, said: expect.stringContaining(id) });
    await expect(house.ask(show, { id }, industryMember)).rejects.toMatchObject({ code: "AUDIT_CHECK_ALTERED" });
    expect((await house.ask(show, { id }, welfareMember)).savedCheck).toBeNull();
  });
});
