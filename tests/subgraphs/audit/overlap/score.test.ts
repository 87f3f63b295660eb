/** What weighs how much, where evidence of one kind comes in numbers. */
import { describe, expect, test } from "@jest/globals";
import { createExplaining, type Evidence } from "../../../../subgraphs/audit/overlap/evidence.ts";
import { fitModel } from "../../../../subgraphs/audit/overlap/model.ts";
import { createOverlapIndex } from "../../../../subgraphs/audit/overlap/overlap-index.ts";
import type { OverlapRecord } from "../../../../subgraphs/audit/overlap/record.ts";

/** Of the first two records, as part of all. */
function evidenceOf(records: readonly OverlapRecord[], facets: readonly string[] = []): Evidence {
  const [first, second] = records;
  if (!first || !second) throw new Error("Evidence is of two records.");
  const explaining = createExplaining(fitModel(records, facets));
  return explaining.explain(explaining.read(first), explaining.read(second));
}

function textOf({ waterfall }: Evidence): number {
  return waterfall.find(({ kind }) => kind === "text")?.bits ?? Number.NaN;
}

const roads = ["道路", "橋梁", "港湾", "空港", "河川", "砂防", "公園", "下水", "森林", "農地"];
const others = Array.from({ length: 100 }, (_, number) => ({
  id: `o${number}`,
  title: `${roads[number % 10]}の補修${number}`,
}));

describe("The bits of a pair", () => {
  test("count a second shared facet half and a third a quarter, the strongest first", () => {
    const facets = { law: ["介護保険法"], plan: ["介護保険事業計画"], line: ["介護の確保"] };
    const pair = [
      { id: "a", title: "介護の研修", facets },
      { id: "b", title: "看護の貸付", facets },
    ];

    const { waterfall } = evidenceOf([...pair, ...others], ["law", "plan", "line"]);

    const bits = waterfall.filter(({ kind }) => kind === "facet").map((step) => step.bits);
    expect(bits).toEqual([bits[0], (bits[0] ?? 0) / 2, (bits[0] ?? 0) / 4]);
  });

  test("are few for words that many records share, unless the pair shares words of its own, too", () => {
    const boilerplate = "運営費交付金に必要な経費";
    const agencies = others.map(({ id, title }) => ({ id, title: `${title}${boilerplate}` }));
    const pairOf = (a: string, b: string) => [
      { id: "a", title: `${a}${boilerplate}` },
      { id: "b", title: `${b}${boilerplate}` },
    ];

    const alone = evidenceOf([...pairOf("海洋観測", "宇宙探査"), ...agencies]);
    const beside = evidenceOf([...pairOf("海洋観測", "海洋観測"), ...agencies]);

    expect(textOf(alone)).toBeLessThanOrEqual(4);
    expect(textOf(beside)).toBeGreaterThan(15);
  });
});

describe("The ids of an index by area", () => {
  test("are all ids once, those of one prefecture together", () => {
    const index = createOverlapIndex(fitModel(others));
    const areas = ["16201", "17", "16", "17201"];
    for (const [number, record] of others.entries()) index.set({ ...record, areas: [areas[number % 4] ?? ""] });
    index.remove("o5");

    const ids = [...index.idsByArea()];

    expect(ids.toSorted()).toEqual([...index.ids()].toSorted());
    const prefectures = ids.map((id) => areas[Number(id.slice(1)) % 4]?.slice(0, 2));
    expect(prefectures.filter((code, at) => code !== prefectures[at - 1])).toHaveLength(2);
  });
});
