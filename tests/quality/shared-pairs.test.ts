import { describe, expect, test } from "@jest/globals";
import { createSharedPairs, toPairs } from "./shared-pairs.ts";

const measure = (id: string, title: string) => ({ id, title, summary: "" });
const baseline = createSharedPairs([measure("A", "介護職員研修"), measure("B", "介護ロボット"), measure("C", "林業")]);

describe("shared character pairs", () => {
  test("are read in one form of width and case, within words only", () => {
    expect([...toPairs("ＤＸ 人材、x")]).toEqual(["dx", "人材", "x"]);
  });

  test("rank what shares most of a query first and show nothing that shares none", async () => {
    expect(await baseline.search?.("介護の研修")).toEqual(["A", "B"]);
  });

  test("rank the measures of a plan and the pairs of a catalogue", async () => {
    const near = await baseline.ahead?.({ title: "ロボットの導入", summary: "", targetGroups: [] });
    const pairs = await baseline.overlap?.();

    expect(near).toEqual([{ id: "B", grade: "SIMILAR" }]);
    expect(pairs?.[0]).toEqual({ a: "A", b: "B" });
  });
});
