import { describe, expect, test } from "@jest/globals";
import { joinReadings, type PairReading, scoreOverlap, toAgreement, toKappa } from "./score-overlap.ts";

const reading = (pair: string, worth: boolean, label: PairReading["class"] = "OVERLAP"): PairReading => {
  const [a = "", b = ""] = pair.split(" ");
  return { a, b, class: label, worth };
};

describe("two readings of pairs", () => {
  test("make a verdict where they agree and a dispute where they do not", () => {
    const first = [reading("A B", true, "DUPLICATION"), reading("A C", true), reading("B C", false)];
    const second = [reading("B A", true, "DUPLICATION"), reading("A C", false, "DUPLICATION"), reading("B C", false)];

    const judged = joinReadings(first, second);

    expect(judged.map((pair) => [pair.verdict, pair.duplication])).toEqual([
      ["worth", "yes"],
      ["disputed", "disputed"],
      ["not worth", "no"],
    ]);
  });

  test("agree by kappa 1 when every label is the same and by 0 when chance explains it", () => {
    const same = [
      ["x", "x"],
      ["y", "y"],
    ] as const;
    const chance = [
      ["x", "x"],
      ["x", "y"],
      ["y", "x"],
      ["y", "y"],
    ] as const;

    expect([toKappa(same), toKappa(chance)]).toEqual([1, 0]);
  });

  test("are compared pair by pair, whatever their order", () => {
    const first = [reading("A B", true), reading("A C", false, "NONE")];

    expect(toAgreement(first, [...first].reverse())).toEqual({ pairs: 2, classKappa: 1, worthKappa: 1 });
  });
});

describe("the score of an overlap", () => {
  const readings = [
    reading("A B", true, "DUPLICATION"),
    reading("A C", true),
    reading("B C", false),
    reading("D E", true),
  ];
  const judged = joinReadings(readings, readings);
  const halfOf = ({ a }: { a: string }) => (a === "D" ? "report" : "tune");

  test("looks at as many shown pairs as labels are worth reading", () => {
    const shown = [
      { a: "B", b: "A" },
      { a: "B", b: "C" },
      { a: "A", b: "C" },
    ];

    const [tune, report, all] = scoreOverlap(judged, shown, halfOf);

    expect(tune).toMatchObject({ labels: 2, rightAtLabels: 1, first: { worth: 2, "not worth": 1 } });
    expect(report).toMatchObject({ labels: 1, rightAtLabels: 0 });
    expect(all).toMatchObject({ labels: 3, rightAtLabels: 2 });
  });

  test("leaves out what is shown as one scheme", () => {
    const shown = [
      { a: "B", b: "C", class: "ONE_SCHEME" as const },
      { a: "A", b: "B" },
    ];

    const all = scoreOverlap(judged, shown, halfOf).at(-1);

    expect(all?.first).toEqual({ worth: 1, "not worth": 0, disputed: 0, unlabelled: 0 });
  });

  test("says of the pairs called duplication which are, which are not and which nobody read", () => {
    const called = [
      { a: "A", b: "B" },
      { a: "A", b: "C" },
      { a: "A", b: "E" },
    ];
    const shown = called.map((pair) => ({ ...pair, class: "DUPLICATION" as const }));

    const all = scoreOverlap(judged, shown, halfOf).at(-1);

    expect(all?.calledDuplication).toEqual({ yes: 1, no: 1, disputed: 0, unlabelled: 1 });
  });
});
