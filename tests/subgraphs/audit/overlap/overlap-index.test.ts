/** The index of what is like what: the same answer however its records came, and the sum of what it shows. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createExplaining } from "../../../../subgraphs/audit/overlap/evidence.ts";
import { fitModel, type Model } from "../../../../subgraphs/audit/overlap/model.ts";
import { createOverlapIndex, type OverlapIndex } from "../../../../subgraphs/audit/overlap/overlap-index.ts";
import type { OverlapRecord } from "../../../../subgraphs/audit/overlap/record.ts";
import { arbitraryRecords, toyamaMeasures } from "./records.ts";

function indexOf(records: readonly OverlapRecord[], model: Model): OverlapIndex {
  const index = createOverlapIndex(model);
  for (const record of records) index.set(record);
  return index;
}

function answers(index: OverlapIndex): object {
  const ids = [...index.ids()].toSorted();
  return ids.map((id) => ({ id, neighbours: index.neighbours(id, { top: 100 }) }));
}

const measures = toyamaMeasures();
const model = fitModel(measures, ["pillar", "sector"]);
const index = indexOf(measures, model);

function measureNamed(title: string): OverlapRecord {
  const found = measures.find((measure) => measure.title === title);
  if (!found) throw new Error(`${title} is not in the fixture`);
  return found;
}

function measureAt(number: number): OverlapRecord {
  const measure = measures[number % measures.length];
  if (!measure) throw new Error("the fixture is empty");
  return measure;
}

describe("The index", () => {
  test("answers to the bit like a batch, in whatever order records came, changed and went", () => {
    const histories = fc.tuple(arbitraryRecords, fc.infiniteStream(fc.nat()), fc.infiniteStream(fc.boolean()));

    fc.assert(
      fc.property(histories, ([records, draws, coins]) => {
        const fitted = fitModel(records, ["law"]);
        const lived = createOverlapIndex(fitted);
        for (const record of shuffled(records, draws)) {
          lived.set({ ...record, title: "以前の名前", areas: ["20"] });
          if (coins.next().value) lived.neighbours(record.id, { top: 3 });
          lived.set(record);
          if (coins.next().value) lived.remove(record.id);
        }
        const standing = records.filter(({ id }) => lived.has(id));

        expect(answers(lived)).toEqual(answers(indexOf(standing, fitted)));
      }),
      { numRuns: 60 },
    );
  });

  test("answers to the bit like a batch where its changes are many enough to be packed", () => {
    const lived = indexOf(measures.toReversed(), model);
    for (const measure of measures) lived.set({ ...measure, title: `旧${measure.title}` });
    for (const measure of measures.slice(100)) lived.remove(measure.id);
    for (const measure of measures) lived.set(measure);

    expect(answers(lived)).toEqual(answers(index));
  });

  test.each([
    ["nothing happens meanwhile", () => undefined],
    ["a record changes meanwhile", (lived: OverlapIndex) => lived.set({ ...measureAt(7), title: "別の名前" })],
    ["a record goes meanwhile", (lived: OverlapIndex) => lived.remove(measureAt(8).id)],
    ["somebody asks meanwhile", (lived: OverlapIndex) => lived.check(measureAt(9), { top: 5 })],
  ])("answers to the bit like a batch after many changes that it packs in steps, where %s", (_, happen) => {
    const lived = createOverlapIndex(model);
    const many = Array.from({ length: 600 }, (_each, number) => ({ ...measureAt(number), id: `M${number}` }));
    for (const record of [...measures, ...many]) lived.set(record);
    lived.neighbours("M1", { top: 1 });
    for (const { id } of many.slice(0, 300)) lived.remove(id);
    const steps = [...lived.prepare()].length;

    for (const { id } of many.slice(300)) lived.remove(id);
    const preparing = lived.prepare();
    preparing.next();
    happen(lived);
    while (!preparing.next().done) lived.check(measureAt(3), { top: 5 });
    lived.set(measureAt(7));
    lived.set(measureAt(8));

    expect(steps).toBeGreaterThan(2);
    expect(answers(lived)).toEqual(answers(index));
  });

  test("scores a pair the same from both sides", () => {
    fc.assert(
      fc.property(arbitraryRecords, (records) => {
        const both = indexOf(records, fitModel(records, ["law"]));
        for (const a of both.ids()) {
          for (const { id: b, ...found } of both.neighbours(a, { top: 100 })) {
            const back = both.neighbours(b, { top: 100 }).find(({ id }) => id === a);
            expect({ ...back, id: "" }).toEqual({ ...found, id: "" });
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("finds of a planned measure what it would find of a saved one", () => {
    const planned = measureNamed("介護福祉士等修学資金貸付事業");
    const others = indexOf(
      measures.filter(({ id }) => id !== planned.id),
      model,
    );

    expect(others.check(planned, { top: 20 })).toEqual(index.neighbours(planned.id, { top: 20 }));
  });

  test("finds candidates in the area, in what it lies in, and in what lies in it; never beside it", () => {
    const areas = [["16201"], ["16202"], ["16"], ["17"], [], ["16201", "17201"]];
    const records = areas.map((codes, number) => ({ id: `${number}`, title: "介護人材確保事業", areas: codes }));
    const others = [
      { id: "x", title: "道路の補修" },
      { id: "y", title: "農業の研修" },
    ];
    const placed = indexOf([...records, ...others], fitModel([...records, ...others]));

    const found = (id: string) => placed.neighbours(id, { top: 10 }).map((one) => one.id);

    expect(found("0")).toEqual(["2", "4", "5"]);
    expect(found("2")).toEqual(["0", "1", "4", "5"]);
    expect(found("4")).toEqual(["0", "1", "2", "3", "5"]);
  });

  test("leaves out the same organisation where pairs across organisations are asked for, and gives no bits for it", () => {
    const { id, organisation } = measureNamed("介護福祉士等修学資金貸付事業");
    const across = index.neighbours(id, { top: 20, across: true });
    const all = index.neighbours(id, { top: 200 });

    const departments = across.map((one) => measures.find((measure) => measure.id === one.id)?.organisation);
    expect(departments).not.toContain(organisation);
    expect(across.length).toBeGreaterThan(0);
    expect(all).toEqual(expect.arrayContaining([...across]));
  });

  test("gives no bits for what is not stated", () => {
    const [a, b] = [
      { id: "a", title: "介護人材の研修", facets: { law: ["介護保険法"] } },
      { id: "b", title: "介護人材の研修" },
    ];
    const rest = [{ id: "c", title: "道路の補修", facets: { law: ["道路法"] } }];
    const fitted = fitModel([a, b, ...rest], ["law"]);
    const explaining = createExplaining(fitted);

    const { waterfall, beneficiaries } = explaining.explain(explaining.read(a), explaining.read(b));

    expect(waterfall.map(({ kind }) => kind)).toEqual(["prior", "text"]);
    expect(beneficiaries).toBe(-1);
  });
});

describe("A model", () => {
  test("is of the same version for the same records in any order, and of another for others", () => {
    expect(fitModel(measures.toReversed(), ["sector", "pillar"]).version).toBe(model.version);
    expect(fitModel(measures.slice(1), ["pillar", "sector"]).version).not.toBe(model.version);
  });
});

describe("The evidence of a pair", () => {
  test("adds up, step by step, to the score to the bit", () => {
    const explaining = createExplaining(model);
    for (const measure of measures.slice(0, 60)) {
      for (const { id, bits } of index.neighbours(measure.id, { top: 10 })) {
        const other = measures.find((one) => one.id === id);
        const evidence = other && explaining.explain(explaining.read(measure), explaining.read(other));
        expect(evidence?.bits).toBe(bits);
        expect(evidence?.version).toBe(model.version);
      }
    }
  });

  test("shows the phrases that both have and what only one has, in Japanese", () => {
    const pair = [
      { id: "a", title: "外国人介護人材の日本語研修", target: "介護事業所" },
      { id: "b", title: "外国人介護人材の住居支援", target: "介護事業所" },
    ] as const;
    const explaining = createExplaining(fitModel([...measures, ...pair]));

    const { shared, onlyFirst, onlySecond } = explaining.explain(explaining.read(pair[0]), explaining.read(pair[1]));

    expect(shared).toEqual(expect.arrayContaining(["外国人介護人材", "介護事業所"]));
    expect(onlyFirst).toEqual(["日本語研修"]);
    expect(onlySecond).toEqual(["住居支援"]);
  });

  test("shows them in English, however they are written", () => {
    const pair = [
      { id: "a", title: "Study Loans for Nurses" },
      { id: "b", title: "study loan for nurse training" },
    ] as const;
    const explaining = createExplaining(fitModel([...measures, ...pair]));

    const { shared, onlyFirst, onlySecond } = explaining.explain(explaining.read(pair[0]), explaining.read(pair[1]));

    expect({ shared, onlyFirst, onlySecond }).toEqual({
      shared: ["Study Loans for Nurses"],
      onlyFirst: [],
      onlySecond: ["training"],
    });
  });

  test("calls the same activity for the same people a duplication only where they meet in time", () => {
    const text = { title: "介護職員の初任者研修", target: "介護事業所の職員" };
    const [first, same, later] = [
      { id: "a", ...text, startYear: 2020, endYear: 2023 },
      { id: "b", ...text, startYear: 2023 },
      { id: "c", ...text, startYear: 2024 },
    ];
    const explaining = createExplaining(
      fitModel([first, same, later, { id: "d", title: "道路の補修", target: "市町村" }]),
    );
    const classOf = (other: OverlapRecord) => explaining.explain(explaining.read(first), explaining.read(other)).class;

    expect([classOf(same), classOf(later)]).toEqual(["DUPLICATION", undefined]);
  });
});

function shuffled<T>(items: readonly T[], draws: Iterator<number>): readonly T[] {
  return items
    .map((item) => ({ item, key: Number(draws.next().value ?? 0) }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
