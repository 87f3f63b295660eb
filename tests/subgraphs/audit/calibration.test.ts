import { describe, expect, test } from "@jest/globals";
import { calibrationOf } from "../../../subgraphs/audit/cases/calibration.ts";
import type { LabelSample } from "../../../subgraphs/audit/cases/case.ts";
import { noCases } from "../../../subgraphs/audit/cases/fold.ts";

type Label = readonly [bits: number, alike: boolean | null, sample?: LabelSample];

function learnedFrom(labels: readonly Label[]) {
  const cases = noCases();
  labels.forEach(([bits, alike, sample = "CONTROL"], at) => {
    cases.labels.set(String(at), { a: String(at), b: "b", bits, alike, sample });
  });
  return calibrationOf(cases);
}

/** Alike from 10 bits on, and now and then below: less sure than the bits say. */
const judged = (count: number): Label[] =>
  Array.from({ length: count }, (_, at) => [at % 20, at % 20 > 9 || at % 7 === 0]);

describe("what labels teach", () => {
  test("is no probability before there are fifty, by whatever name", () => {
    const { bands, ...learned } = learnedFrom(judged(49));

    expect(learned).toMatchObject({ labels: 49, needed: 50, curve: null, errorBefore: null, errorAfter: null });
    expect(bands().every(({ before, after }) => before === null && after === null)).toBe(true);
  });

  test("is nothing where all were judged the same", () => {
    expect(learnedFrom(judged(80).map(([bits]) => [bits, true]))).toMatchObject({ labels: 80, alike: 80, curve: null });
  });

  test("is nothing before twenty were judged alike and twenty not, and says how many there are of either", () => {
    const labels = (alike: number, notAlike: number): Label[] => [
      ...Array.from({ length: alike }, (): Label => [12, true]),
      ...Array.from({ length: notAlike }, (): Label => [2, false]),
    ];

    expect(learnedFrom(labels(60, 19))).toMatchObject({ alike: 60, notAlike: 19, neededOfEach: 20, curve: null });
    expect(learnedFrom(labels(60, 20)).curve).not.toBeNull();
  });

  test("is nothing of what somebody was not sure of; that is counted apart", () => {
    const learned = learnedFrom([...judged(49), [3, null], [4, null]]);

    expect(learned).toMatchObject({ labels: 49, unsure: 2, curve: null });
  });

  test("is a curve that never falls, and precision by band with an interval that narrows", () => {
    const [few, many] = [learnedFrom(judged(60)), learnedFrom(judged(600))];
    const width = ({ bands }: typeof few) => (bands()[3]?.high ?? 0) - (bands()[3]?.low ?? 0);

    const probabilities = (few.curve ?? []).map(({ probability }) => probability);
    expect(probabilities).toEqual(probabilities.toSorted((a, b) => a - b));
    expect(few.bands()[3]).toMatchObject({ from: 10, below: 15, labels: 15, meanBits: 12, precision: 1, high: 1 });
    expect(width(many)).toBeLessThan(width(few));
    expect(many.bands()[0]).toMatchObject({ from: null, below: 0, labels: 0, precision: null, low: null, high: null });
  });

  test("Wilson's interval of 8 out of 10 is 49 % to 94 %", () => {
    const band = learnedFrom(Array.from({ length: 10 }, (_, at) => [1, at < 8])).bands()[1];

    expect([band?.low?.toFixed(3), band?.high?.toFixed(3)]).toEqual(["0.490", "0.943"]);
  });

  test("says less wrongly what was judged than the bits by themselves, also of labels that it has not seen", () => {
    const { errorBefore, errorAfter, bands } = learnedFrom(judged(300));

    expect(errorBefore).toBeGreaterThan(0.2);
    expect(errorAfter).toBeLessThan(0.1);
    expect(bands()[1]).toMatchObject({ from: 0, below: 5, before: expect.closeTo(0.79, 1) });
  });

  test("holds each label against a curve that was learned without it", () => {
    // The only pair of 40 bits: a curve that had seen it would be sure of it.
    const labels: Label[] = [...judged(200), [40, false]];

    const last = learnedFrom(labels).bands().at(-1);

    expect(last).toMatchObject({ labels: 1, precision: 0 });
    expect(last?.after).toBeGreaterThan(0.9);
  });

  test("can be told of the control sample alone, which nobody chose by its score", () => {
    const labels: Label[] = [...judged(60), [12, false, "UNCERTAIN"]];

    const { bands } = learnedFrom(labels);

    expect(bands()[3]).toMatchObject({ labels: 16, alike: 15 });
    expect(bands({ sample: "CONTROL" })[3]).toMatchObject({ labels: 15, alike: 15 });
    expect(bands({ sample: "UNCERTAIN" })[3]).toMatchObject({ labels: 1, alike: 0 });
  });
});
