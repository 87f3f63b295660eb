import { describe, expect, test } from "@jest/globals";
import type { BudgetInput, MeasureInput } from "#kit/records/record.ts";
import { toFigure } from "#kit/values/figure.ts";
import { budgetAtStake, budgetOf } from "../../../subgraphs/audit/analysis/budget.ts";
import { measureClusters } from "../../../subgraphs/audit/analysis/clusters.ts";
import { coverageOf } from "../../../subgraphs/audit/analysis/coverage.ts";
import { dataFaults } from "../../../subgraphs/audit/analysis/data-quality.ts";
import { findFinding, findingsIn } from "../../../subgraphs/audit/analysis/findings.ts";
import { integrationOf } from "../../../subgraphs/audit/analysis/integration.ts";
import { departmentOverlaps } from "../../../subgraphs/audit/analysis/matrix.ts";
import { missingIn } from "../../../subgraphs/audit/analysis/missing.ts";
import { alikePairs } from "../../../subgraphs/audit/analysis/pairs.ts";
import { relationFaults } from "../../../subgraphs/audit/analysis/relations.ts";
import { stackingConflicts } from "../../../subgraphs/audit/analysis/stacking.ts";
import { targetReviews } from "../../../subgraphs/audit/analysis/targets.ts";
import { idOf, measure } from "./audit-house.ts";
import { careCourse, careTraining, others, snowClearing } from "./measures.ts";
import { viewOf } from "./views.ts";

const careNight = { ...careTraining, code: "W-2", name: { ja: "夜に学ぶ介護職員初任者研修の受講費用の補助" } };
const told = { welfare: [careTraining, careNight, ...others], industry: [careCourse, snowClearing] };
const budgets = (...figures: readonly Partial<BudgetInput>[]): MeasureInput =>
  measure("B", "b", { budgets: figures.map((each) => ({ fiscalYear: 2026, amount: 0, ...each })) });

describe("a budget", () => {
  test.each([
    ["the last year with a figure", [{ fiscalYear: 2025, amount: 9 }, { amount: 4 }], 4],
    [
      "the initial one with its supplement",
      [
        { stage: "INITIAL", amount: 5 },
        { stage: "SUPPLEMENTARY", amount: 2 },
      ],
      7,
    ],
    [
      "the current one before all others",
      [
        { stage: "INITIAL", amount: 5 },
        { stage: "CURRENT", amount: 8 },
      ],
      8,
    ],
    ["the larger of two that contradict", [{ amount: 250 }, { amount: 277 }], 277],
    ["none where none is stated", [], undefined],
  ] as const)("is %s", (_, figures, expected) => {
    expect(budgetOf(budgets(...figures))).toEqual(toFigure(expected));
  });
});

describe("what is at stake", () => {
  test("counts a measure of several pairs once", () => {
    const view = viewOf(told);
    const pairs = alikePairs(view);

    const cell = departmentOverlaps(view, () => true).find(({ department, other }) => department !== other);

    expect(pairs).toHaveLength(3);
    expect(cell).toMatchObject({ department: "industry", other: "welfare", pairs: 2 });
    expect(cell?.budget).toEqual({ known: toFigure(29_000_000), measures: 3, unknown: 0, bundlesLeftOut: 0 });
  });

  test("leaves out what bundles others: a package, and a parent beside its child", () => {
    const child: MeasureInput = {
      ...careCourse,
      relations: [{ kind: "PARENT", measureId: idOf("welfare", "W-1"), declaredBy: "DEPARTMENT" }],
    };
    const bundle = measure("P", "人材確保のまとめ", { instrument: "POLICY_PACKAGE", budgets: careTraining.budgets });
    const view = viewOf({ welfare: [careTraining, bundle], industry: [child] });

    expect(budgetAtStake(view.measures.values())).toEqual({
      known: toFigure(5_000_000),
      measures: 1,
      unknown: 0,
      bundlesLeftOut: 2,
    });
  });

  test("tells apart what is not known from nothing", () => {
    const view = viewOf({ welfare: [budgets(), { ...budgets({ amount: 0 }), code: "Z" }] });

    expect(budgetAtStake(view.measures.values())).toEqual({
      known: toFigure(0),
      measures: 2,
      unknown: 1,
      bundlesLeftOut: 0,
    });
  });
});

describe("what could become one", () => {
  test("names what all have, and what only one offers and would be lost", () => {
    const [cluster] = measureClusters(viewOf(told));
    if (cluster === undefined) throw new Error("no cluster");

    const measures = [cluster.centre, ...cluster.members];
    const { common, onlyOne } = integrationOf(measures);

    expect(cluster.departments).toEqual(["industry", "welfare"]);
    expect(measures).toHaveLength(3);
    expect(common).toContainEqual({ field: "targetGroups", value: "CARE_WORKERS" });
    expect(onlyOne.map(({ measure: { code }, offers }) => [code, offers])).toEqual([
      ["I-1", [{ field: "instrument", value: "SUBSIDY" }]],
    ]);
  });
});

describe("coverage", () => {
  const view = viewOf(told);

  test("counts measures in each cell, and finds the cells without any", () => {
    const { cells, gaps, unplaced } = coverageOf(view, ["PILLAR", "TARGET_GROUP"]);

    expect(cells.map(({ at, measures }) => [...at.map(({ value }) => value), measures.length])).toEqual([
      ["SECURING", "CARE_WORKERS", 3],
      ["SECURING", "CONSTRUCTION_COMPANIES", 1],
    ]);
    expect(unplaced).toBe(6);
    expect(gaps).toHaveLength(4 * 72 - 2);
    expect(gaps[0]?.around).toBe(4);
  });

  test("finds a measure of the prefecture in each of its municipalities", () => {
    const { cells, gaps } = coverageOf(view, ["AREA"]);

    expect(cells.map(({ measures }) => measures.length)).toEqual(Array.from({ length: 15 }, () => 4));
    expect(gaps).toEqual([]);
  });

  test("is the same in whatever order the dimensions are asked for, and each gap is a finding by its id", () => {
    const one = coverageOf(view, ["TALENT_TYPE", "FISCAL_YEAR"]);
    const [gap] = one.gaps;

    expect(coverageOf(view, ["FISCAL_YEAR", "TALENT_TYPE"])).toEqual(one);
    expect(findFinding(view, gap?.id ?? "")).toMatchObject({ kind: "GAP", code: "TALENT_TYPE_FISCAL_YEAR" });
    expect(findFinding(view, "GAP:PILLAR=SECURING:TARGET_GROUP=CARE_WORKERS")).toBeUndefined();
  });
});

describe("the review of targets", () => {
  test("tells who stands around those who are addressed, and is not", () => {
    const pupils = measure("E", "高校生の職場体験", { targetGroups: ["UPPER_SECONDARY_STUDENTS", "SCHOOLS"] });

    const [review, ...more] = targetReviews(viewOf({ education: [pupils] }));

    expect(more).toEqual([]);
    expect(review).toMatchObject({ group: "UPPER_SECONDARY_STUDENTS", measures: 1 });
    expect(review?.around.map(({ group, together, findingId }) => [group, together, findingId !== null])).toEqual([
      ["PARENTS", 0, true],
      ["SCHOOLS", 1, false],
      ["COMPANIES", 0, true],
    ]);
  });
});

describe("declared relations", () => {
  const [a, b] = [idOf("welfare", "A"), idOf("industry", "B")];
  const relation = (
    kind: "CONSOLIDATED_INTO" | "CONSOLIDATED_FROM" | "RELATED",
    measureId?: string,
    name?: string,
  ) => ({
    kind,
    declaredBy: "DEPARTMENT" as const,
    ...(measureId === undefined ? {} : { measureId }),
    ...(name === undefined ? {} : { name: { ja: name } }),
  });
  const codes = (ofA: MeasureInput["relations"], ofB: MeasureInput["relations"]) =>
    relationFaults(
      viewOf({ welfare: [measure("A", "甲", { relations: ofA })], industry: [measure("B", "乙", { relations: ofB })] }),
    ).map(({ code }) => code);

  test.each([
    ["fit where both say so", [relation("CONSOLIDATED_INTO", b)], [relation("CONSOLIDATED_FROM", a)], []],
    ["do not fit where only one says so", [relation("CONSOLIDATED_INTO", b)], [], ["NOT_ANSWERED"]],
    [
      "do not fit where each says it went into the other",
      [relation("CONSOLIDATED_INTO", b)],
      [relation("CONSOLIDATED_INTO", a)],
      ["CONTRADICTED", "CONTRADICTED"],
    ],
    ["do not fit without their partner", [relation("CONSOLIDATED_INTO", "x")], [], ["PARTNER_MISSING"]],
    [
      "do not fit where the partner's name is that of nobody",
      [relation("RELATED", undefined, "丙")],
      [],
      ["PARTNER_MISSING"],
    ],
    ["want the id of a partner that is here", [relation("RELATED", undefined, "乙")], [], ["PARTNER_NOT_LINKED"]],
    ["do not fit with oneself", [relation("RELATED", a)], [], ["ITSELF"]],
    ["need no answer where they are no pair", [relation("RELATED", b)], [], []],
  ] as const)("%s", (_, ofA, ofB, expected) => {
    expect(codes([...ofA], [...ofB])).toEqual(expected);
  });
});

describe("stacking", () => {
  const paying = (code: string, costs: string, more: Partial<MeasureInput> = {}) =>
    measure(code, code, {
      targetGroups: ["CARE_PROVIDERS"],
      benefits: [{ kind: "CASH", eligibleCosts: { ja: costs } }],
      ...more,
    });
  const rule = (kind: "EXCLUDES_SAME_COST" | "STACKABLE" | "UNKNOWN", department: string, code: string) => ({
    stackingRules: [{ kind, measureId: idOf(department, code) }],
  });
  const codes = (a: MeasureInput, b: MeasureInput) =>
    stackingConflicts(viewOf({ welfare: [a], industry: [b] })).map(({ code }) => code);

  test.each([
    [
      "is a conflict for the same cost of the same people without a rule",
      {},
      {},
      "介護ロボットの購入費用",
      ["NO_RULE"],
    ],
    ["is none for another cost", {}, {}, "外国語の教材", []],
    ["is none for others", {}, { targetGroups: ["NURSERIES"] }, "介護ロボットの購入費用", []],
    ["is none in places apart", { areas: ["16201"] }, { areas: ["16202"] }, "介護ロボットの購入費用", []],
    [
      "is one in a city and its prefecture",
      { areas: ["16201"] },
      { areas: ["16"] },
      "介護ロボットの購入費用",
      ["NO_RULE"],
    ],
    ["is none one after the other", { endFiscalYear: 2024 }, { startFiscalYear: 2025 }, "介護ロボットの購入費用", []],
    ["is none under a rule", rule("EXCLUDES_SAME_COST", "industry", "B"), {}, "介護ロボットの購入費用", []],
    [
      "is one under a rule that nobody knows",
      rule("UNKNOWN", "industry", "B"),
      {},
      "介護ロボットの購入費用",
      ["NO_RULE"],
    ],
    [
      "is one under two rules that contradict",
      rule("EXCLUDES_SAME_COST", "industry", "B"),
      rule("STACKABLE", "welfare", "A"),
      "何か",
      ["RULES_CONTRADICT"],
    ],
  ] as const)("%s", (_, ofA, ofB, costs, expected) => {
    const [a, b] = [ofA, ofB] as unknown as readonly [Partial<MeasureInput>, Partial<MeasureInput>];
    expect(codes(paying("A", "介護ロボットの購入費", a), paying("B", costs, b))).toEqual(expected);
  });
});

describe("data", () => {
  test("are faulty where they are missing or contradict themselves", () => {
    const faulty = measure("F", "f", {
      officialName: false,
      lifecycle: "ENDED",
      startFiscalYear: 2026,
      budgets: [
        { fiscalYear: 2026, amount: 1 },
        { fiscalYear: 2026, amount: 2 },
      ],
    });

    expect(dataFaults(viewOf({ welfare: [faulty] })).map(({ code }) => code)).toEqual([
      "NAME_NOT_OFFICIAL",
      "SUMMARY_MISSING",
      "PURPOSE_MISSING",
      "PILLAR_MISSING",
      "TARGETS_MISSING",
      "AREAS_MISSING",
      "BUDGETS_CONTRADICT",
      "ENDED_WITHOUT_YEAR",
    ]);
  });

  test("say of a view what it cannot show", () => {
    expect(missingIn(viewOf({ welfare: [careTraining, measure("X", "x")] }))).toContainEqual({
      field: "targetGroups",
      measures: 1,
    });
  });
});

test("every finding has an id of its own, by which it is found", () => {
  const view = viewOf(told);
  const findings = findingsIn(view);

  expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
  expect(findings.map(({ id }) => findFinding(view, id))).toEqual(findings);
});

test("what is found does not depend on the order in which measures came", () => {
  const turned = viewOf({ industry: [...told.industry].reverse(), welfare: [...told.welfare].reverse() });

  expect(turned.id).toBe(viewOf(told).id);
  expect(findingsIn(turned).map(({ id, code }) => [id, code])).toEqual(
    findingsIn(viewOf(told)).map(({ id, code }) => [id, code]),
  );
  expect(alikePairs(turned).map(({ bits }) => bits)).toEqual(alikePairs(viewOf(told)).map(({ bits }) => bits));
});
