/** Bits become probabilities only by decisions, and honest ones. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { calibrate, type Decided, fewestDecisions } from "../../../../subgraphs/audit/overlap/calibrate.ts";

/** Decisions whose share of "alike" rises with the bits as a known curve does, drawn by a small generator. */
function decisionsOf(count: number, seed: number): readonly Decided[] {
  let state = seed;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () => {
    const bits = draw() * 20 - 10;
    return { bits, alike: draw() < truthOf(bits) };
  });
}

function truthOf(bits: number): number {
  return 1 / (1 + Math.exp(-0.6 * bits));
}

function meanErrorOf(probability: (bits: number) => number): number {
  const places = Array.from({ length: 41 }, (_, step) => step / 2 - 10);
  return places.reduce((sum, bits) => sum + Math.abs(probability(bits) - truthOf(bits)), 0) / places.length;
}

const arbitraryDecisions = fc.array(
  fc.record({ bits: fc.double({ min: -30, max: 30, noNaN: true }), alike: fc.boolean() }),
  { minLength: fewestDecisions, maxLength: 200 },
);

describe("A calibration", () => {
  test("is none before there are enough decisions, nor where all are of one kind", () => {
    const decisions = decisionsOf(200, 1);

    expect(calibrate(decisions.slice(0, fewestDecisions - 1))).toBeUndefined();
    expect(calibrate(decisions.filter(({ alike }) => alike))).toBeUndefined();
    expect(calibrate(decisions.filter(({ alike }) => !alike))).toBeUndefined();
  });

  test("is none before there are twenty of either kind, however many there are of the other", () => {
    const decisions = (alike: number, notAlike: number) => [
      ...Array.from({ length: alike }, (_, at) => ({ bits: at, alike: true })),
      ...Array.from({ length: notAlike }, (_, at) => ({ bits: -at, alike: false })),
    ];

    expect(calibrate(decisions(200, 19))).toBeUndefined();
    expect(calibrate(decisions(19, 200))).toBeUndefined();
    expect(calibrate(decisions(30, 20))).toBeDefined();
  });

  test("never falls as bits rise, and stays a probability", () => {
    fc.assert(
      fc.property(arbitraryDecisions, (decisions) => {
        const probability = calibrate(decisions);
        if (!probability) return;
        const stated = Array.from({ length: 81 }, (_, step) => probability(step - 40));

        expect(stated).toEqual(stated.toSorted((a, b) => a - b));
        expect(Math.min(...stated)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...stated)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("comes nearer to the truth with more decisions", () => {
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    const errorAfter = (count: number) =>
      seeds.reduce((sum, seed) => {
        const probability = calibrate(decisionsOf(count, seed));
        return sum + (probability ? meanErrorOf(probability) : 1);
      }, 0) / seeds.length;

    expect(errorAfter(100)).toBeLessThan(0.1);
    expect(errorAfter(1000)).toBeLessThan(errorAfter(100));
  });

  test("is the same in whatever order decisions were made, also of pairs with equal bits", () => {
    const decisions = decisionsOf(120, 5).map(({ bits, alike }) => ({ bits: Math.round(bits), alike }));
    const [one, other] = [calibrate(decisions), calibrate(decisions.toReversed())];

    for (const bits of [-9, -2, 0, 1.5, 8]) expect(one?.(bits)).toBeCloseTo(other?.(bits) ?? Number.NaN, 10);
  });
});
