import { describe, expect, test } from "@jest/globals";
import type { MeasureInput } from "#kit/records/record.ts";
import { measureFamilies } from "../../../../subgraphs/audit/analysis/families.ts";
import { type AlikePair, alikePairs } from "../../../../subgraphs/audit/analysis/pairs.ts";
import { pairingOf } from "../../../../subgraphs/audit/pairing/pairing.ts";
import { tellPair } from "../../../../subgraphs/audit/pairing/sentences.ts";
import { measure } from "../audit-house.ts";
import { others } from "../measures.ts";
import { viewOf } from "../views.ts";

const bonus: Partial<MeasureInput> = {
  instrument: "SUBSIDY",
  targetGroups: ["PERSONS_WITH_DISABILITIES", "COMPANIES"],
};

function bonusOf(code: string, area: string, city: string, more: Partial<MeasureInput> = {}): MeasureInput {
  return measure(code, `障害者雇用奨励金（${city}）`, {
    ...bonus,
    areas: [area],
    ownerUnit: { name: { ja: city } },
    summary: { ja: `障害のある人の雇用に対する${city}の企業向け奨励金。` },
    ...more,
  });
}

const toyama = bonusOf("A", "16201", "富山市");
const takaoka = bonusOf("B", "16202", "高岡市");
const prefecture = bonusOf("C", "16", "富山県");

function pairsOf(employment: readonly MeasureInput[], industry: readonly MeasureInput[] = []): readonly AlikePair[] {
  return alikePairs(viewOf({ employment, industry: [...others, ...industry] }));
}

function classesOf(employment: readonly MeasureInput[], industry: readonly MeasureInput[] = []): readonly string[] {
  return pairsOf(employment, industry).map(({ class: found }) => found);
}

describe("the class of a pair", () => {
  test("is a duplication where means, beneficiaries and places are the same or meet", () => {
    expect(classesOf([toyama, prefecture])).toEqual(["DUPLICATION"]);
  });

  test("is a finding of its own where two places that do not meet do the same", () => {
    expect(classesOf([toyama, takaoka])).toEqual(["SIBLING"]);
  });

  test.each([
    ["instrument", { instrument: null }],
    ["place", { areas: null }],
    ["beneficiaries", { targetGroups: null }],
  ] as const)("is never a duplication where the %s is not stated", (_, unknown) => {
    expect(classesOf([toyama, { ...prefecture, ...unknown }])).not.toContain("DUPLICATION");
  });

  test.each([
    ["ended before the other began", { endFiscalYear: 2020 }, { startFiscalYear: 2024 }],
    ["is told of as past", { summary: { ja: "障害のある人の雇用に対して行われていた企業向け奨励金。" } }, {}],
  ])("is no duplication where one %s", (_, one, other) => {
    expect(
      classesOf([
        { ...toyama, ...one },
        { ...prefecture, ...other },
      ]),
    ).toEqual(["OVERLAP"]);
  });

  test("is no duplication within one office, nor where an office is not named", () => {
    const own = { ownerUnit: { name: { ja: "富山市" } } };

    expect(classesOf([toyama, { ...prefecture, ...own }])).toEqual(["OVERLAP"]);
    expect(classesOf([toyama, { ...prefecture, ownerUnit: null }])).toEqual(["OVERLAP"]);
  });

  test("says which facts it rests on, and which are not known", () => {
    const [pair] = pairsOf([toyama, prefecture]);

    expect(pair?.facts).toEqual({
      activity: "SAME",
      instrument: "SAME",
      beneficiaries: "SAME",
      places: "WITHIN",
      years: "UNKNOWN",
    });
  });
});

describe("what two measures have in common", () => {
  test("is not the place, the office or words of form", () => {
    const office = { ownerUnit: { name: { ja: "地域交通推進室" } } };
    const bus = measure("A", "富山市バス支援事業補助金", {
      ...office,
      summary: { ja: "富山市の地域交通推進室がバスの運行を支援する事業。" },
    });
    const farm = measure("B", "富山市農地支援事業補助金", {
      ...office,
      summary: { ja: "富山市の地域交通推進室が農地の集約を支援する事業。" },
    });

    expect(pairsOf([bus, farm])).toEqual([]);
  });

  test("may be said in other words of the field", () => {
    const one = measure("A", "中小企業のDXの補助", {
      instrument: "SUBSIDY",
      targetGroups: ["SMALL_AND_MEDIUM_ENTERPRISES"],
      areas: ["16"],
    });
    const other = measure("B", "中小企業のデジタル化の助成", {
      instrument: "SUBSIDY",
      targetGroups: ["SMALL_AND_MEDIUM_ENTERPRISES"],
      areas: ["16"],
    });

    expect(pairsOf([one, other])).toHaveLength(1);
  });
});

describe("one scheme", () => {
  const scheme = (code: string, name: string, more: Partial<MeasureInput> = {}) =>
    measure(code, name, {
      instrument: "SUBSIDY",
      targetGroups: ["CARE_PROVIDERS"],
      areas: ["16"],
      summary: { ja: "介護事業者が介護ロボットを導入する費用を補助する。" },
      ...more,
    });

  test.each([
    [
      "declared parent and child",
      scheme("A", "介護ロボット導入の総称"),
      scheme("B", "介護ロボット導入補助", {
        relations: [{ kind: "PARENT", name: { ja: "介護ロボット導入の総称" }, declaredBy: "DEPARTMENT" }],
      }),
    ],
    [
      "two strands of one subsidy",
      scheme("A", "介護テクノロジー定着補助金 機器枠"),
      scheme("B", "介護テクノロジー定着補助金 見守り枠"),
    ],
    [
      "a desk of it",
      scheme("A", "介護テクノロジー定着補助金"),
      scheme("B", "介護テクノロジー定着補助金（高岡市窓口）", { areas: ["16202"] }),
    ],
    [
      "what says that it is a part",
      scheme("A", "介護テクノロジー定着補助金"),
      scheme("B", "見守り機器の導入", {
        summary: { ja: "介護テクノロジー定着補助金のうち、見守り機器を導入する費用を補助する枠。" },
      }),
    ],
    [
      "a successor",
      scheme("A", "介護ロボット導入補助", {
        relations: [{ kind: "SUCCEEDS", name: { ja: "介護ロボット購入補助" }, declaredBy: "DEPARTMENT" }],
      }),
      scheme("B", "介護ロボット購入補助"),
    ],
  ])("is %s, and no pair that an auditor is to read", (_, one, other) => {
    const view = viewOf({ welfare: [one, other], industry: others });

    expect(alikePairs(view)).toEqual([]);
    expect(measureFamilies(view)).toMatchObject([{ kind: "ONE_SCHEME", measures: [{ code: "A" }, { code: "B" }] }]);
  });

  test("is not what two cities call by one name", () => {
    const view = viewOf({ employment: [toyama, takaoka], industry: others });

    expect(measureFamilies(view)).toMatchObject([{ kind: "SIBLING", measures: [{ code: "A" }, { code: "B" }] }]);
  });
});

test("five cities with one bonus are one family", () => {
  const cities = ["16201 富山市", "16202 高岡市", "16204 魚津市", "16206 滑川市", "16208 砺波市"].map((city, at) => {
    const [area = "", name = ""] = city.split(" ");
    return bonusOf(`C${at}`, area, name);
  });

  const families = measureFamilies(viewOf({ employment: cities, industry: others }));

  expect(families.map(({ kind, measures }) => [kind, measures.length])).toEqual([["SIBLING", 5]]);
  expect(families[0]?.text.ja).toContain("富山市・高岡市・魚津市・滑川市・砺波市");
});

test("pairs across departments stand before equally sure ones of one department", () => {
  const [first] = pairsOf([toyama, prefecture], [{ ...prefecture, code: "D" }]);

  expect(first?.a.department === first?.b.department).toBe(false);
});

test("sentences say what both do, for whom, where, what differs, and what could be done", () => {
  const view = viewOf({ employment: [toyama, takaoka], industry: others });
  const [pair] = alikePairs(view);
  if (pair === undefined) throw new Error("no pair");
  const read = ({ record }: AlikePair["a"]) => view.explaining.read(record);

  const { summary } = tellPair({
    ...pair,
    scheme: undefined,
    phrases: view.explaining.explain(read(pair.a), read(pair.b)),
  });

  expect(summary.ja).toContain("どちらも「障害のある人、企業」を対象とします。");
  expect(summary.ja).toContain("「富山市」と「高岡市」で、重なりません");
  expect(summary.ja).toContain("県の一つの制度にまとめるか");
  expect(summary.en).toContain("which do not meet.");
});

test("a pair is judged the same whichever measure is named first", () => {
  const view = viewOf({ employment: [toyama, prefecture], industry: others });
  const [a, b] = [...view.measures.values()].filter(({ department }) => department === "employment");
  if (!a || !b) throw new Error("no measures");
  const { judge } = pairingOf(view);

  expect(judge(b, a)).toMatchObject({ strength: judge(a, b).strength, facts: judge(a, b).facts, class: "DUPLICATION" });
});
