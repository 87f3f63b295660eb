import { expect, test } from "@jest/globals";
import type { MeasureInput } from "#kit/records/record.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { type AuditHouse, industryMember, openAuditHouse } from "./audit-house.ts";
import { careCourse, careTraining, others, snowClearing } from "./measures.ts";

const query = `query ($planned: MeasureInput!, $department: DepartmentCode, $first: Int! = 10) {
  similarMeasures(planned: $planned, department: $department, first: $first) {
    snapshot { measureCount }
    isAnythingAlike
    message { ja en }
    nearest {
      grade gradeName { ja } likeness why { ja en } areas targets
      existing { code department }
      texts { field planned { text isShared } existing { text isShared } }
    }
  }
}`;

function plan(name: string, rest: Partial<MeasureInput> = {}): MeasureInput {
  return { code: "", name: { ja: name }, sources: [], ...rest };
}

const joined = (pieces: readonly { readonly text: string }[]) => pieces.map(({ text }) => text).join("");

describeOnDatabases("the measures near a planned one", (database) => {
  async function open(): Promise<AuditHouse> {
    const house = await openAuditHouse(database.newSettings());
    await house.save("welfare", careTraining, ...others);
    await house.save("industry", snowClearing);
    await house.audit.pullNow();
    return house;
  }

  async function nearest(house: AuditHouse, planned: MeasureInput, rest: object = {}) {
    return (await house.ask(query, { planned, ...rest }, industryMember)).similarMeasures;
  }

  test("are graded, with the reason in a sentence, and nothing is saved", async () => {
    const house = await open();

    const found = await nearest(house, careCourse, { department: "industry" });

    const [first] = found.nearest;
    expect(found).toMatchObject({ isAnythingAlike: true, message: { ja: "同じ内容とみられる施策が 1 件あります。" } });
    expect(first).toMatchObject({
      grade: "SAME_CONTENT",
      gradeName: { ja: "同じ内容とみられる" },
      existing: { code: "W-1", department: "welfare" },
      areas: ["富山県"],
      targets: ["介護職員"],
    });
    expect(first.why.ja).toContain("初任者研修");
    expect(first.why.ja).toContain("対象者に「介護職員」が共通します。");
    expect(first.why.ja).toContain("手段は異なります。");
    await house.audit.pullNow();
    expect((await nearest(house, careCourse)).snapshot.measureCount).toBe(8);
  });

  test("stand beside the plan with what both say marked", async () => {
    const house = await open();

    const [first] = (await nearest(house, careCourse)).nearest;

    const name = first.texts.find(({ field }: { field: string }) => field === "NAME");
    expect([joined(name.planned), joined(name.existing)]).toEqual([careCourse.name.ja, careTraining.name.ja]);
    const shared = name.planned.filter(({ isShared }: { isShared: boolean }) => isShared);
    expect(joined(shared)).toContain("研修");
  });

  test("are found where the plan says in everyday words what exists in official ones", async () => {
    const house = await open();

    const found = await nearest(
      house,
      plan("ヘルパーさんの資格の勉強代を出す", {
        summary: { ja: "老人ホームで働く人が資格の講座を受けるお金を援助する。" },
      }),
    );

    expect(found.nearest[0].existing.code).toBe("W-1");
  });

  test("are found under another title", async () => {
    const house = await open();

    const found = await nearest(
      house,
      plan("明日を支える人づくりプロジェクト", { summary: careTraining.summary ?? null }),
    );

    expect(found.nearest[0]).toMatchObject({ existing: { code: "W-1" } });
    expect(found.nearest[0].grade).not.toBe("NEAR");
  });

  test("are always shown, and said to be near only where nothing is alike", async () => {
    const house = await open();

    const found = await nearest(
      house,
      plan("深海の鉱物を掘る船の建造", { summary: { ja: "日本海の海底で熱水鉱床を探査する船を造る。" } }),
      { first: 5 },
    );

    expect(found.nearest).toHaveLength(5);
    expect(found.nearest.every(({ grade }: { grade: string }) => grade === "NEAR")).toBe(true);
    expect(found).toMatchObject({
      isAnythingAlike: false,
      message: { ja: expect.stringContaining("見つかりませんでした。近いものを示します。") },
    });
  });

  test("do not include the measure itself when it is changed", async () => {
    const house = await open();
    await house.save("industry", careCourse);
    await house.audit.pullNow();

    const found = await nearest(house, careCourse, { department: "industry", first: 20 });

    const codes = found.nearest.map(({ existing }: { existing: { code: string } }) => existing.code);
    expect(codes).not.toContain("I-1");
    expect(codes).toHaveLength(8);
  });

  test("are not more than twenty", async () => {
    const house = await open();

    await expect(nearest(house, careCourse, { first: 21 })).rejects.toThrow();
  });
});
