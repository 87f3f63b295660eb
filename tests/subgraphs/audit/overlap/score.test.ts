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

describe("A facet's value", () => {
  const sharedOf = (first: string, second: string) => {
    const pair = [
      { id: "a", title: "救急の体制", facets: { plan: [first] } },
      { id: "b", title: "周産期の体制", facets: { plan: [second] } },
    ];
    const { waterfall } = evidenceOf([...pair, ...others], ["plan"]);
    return waterfall.flatMap((step) => (step.kind === "facet" ? step.shared : []));
  };

  test("that lists several is each of them", () => {
    const list = "周産期医療対策事業実施要綱、救急医療対策事業実施要綱（令和６年、一部変更）、地域医療計画";

    expect(sharedOf(list, "救急医療対策事業実施要綱等")).toEqual(["救急医療対策事業実施要綱（令和６年、一部変更）"]);
    expect(sharedOf("果樹農業振興特別措置法第４条、第７条、花き振興法第７条", "花き振興法")).toEqual([
      "花き振興法第７条",
    ]);
  });

  test("that says none of it or to look elsewhere, or names the office by its act, is none", () => {
    const none = [
      "経済産業省 いずれの政策・施策にも関連しないもの",
      "関連事業参照",
      "※予算事業ID　001937～001953　参照",
    ];
    const acts = ["外務省設置法第４条第３項", "外務省設置法４条", "内閣府本府組織令", "財務省組織規則"];

    expect([...none, ...acts].flatMap((value) => sharedOf(value, value))).toEqual([]);
    expect(sharedOf("森林組合法", "森林組合法")).toEqual(["森林組合法"]);
  });

  test("whose name has a comma is one", () => {
    const law = "医薬品、医療機器等の品質、有効性及び安全性の確保等に関する法律";

    expect(sharedOf(law, law)).toEqual([law]);
    expect(sharedOf(law, "医薬品")).toEqual([]);
  });
});

describe("Titles that name the whole of which they are parts", () => {
  test("are more alike than their words alone make them", () => {
    const [doctors, women] = [
      "病院と町工場が医療機器を共同開発し、承認審査、知的財産、輸出販路、現地薬事、保険償還、臨床試験を専門家が伴走する",
      "月経、更年期、不妊治療、妊産婦の悩みに寄り添い、企業内相談、福利厚生、離職防止、健康経営、情報発信を検証する",
    ];
    const alike = (first: string, second: string) => {
      const pair = [
        { id: "a", title: `起業支援事業（${first}医工連携国際展開専門家伴走）`, purpose: doctors },
        { id: "b", title: `起業支援事業（${second}働女性健康課題解決製品実証調査）`, purpose: women },
      ];
      return textOf(evidenceOf([...pair, ...others]));
    };

    expect(alike("うち", "うち")).toBeGreaterThan(alike("", "") + 2);
    expect(alike("うち", "")).toBeLessThanOrEqual(alike("", ""));
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
