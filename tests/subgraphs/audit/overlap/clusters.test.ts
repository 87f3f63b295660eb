/** Groups of what is alike, and links between two tables. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Pair, starClusters } from "../../../../subgraphs/audit/overlap/clusters.ts";
import { linkOneToOne } from "../../../../subgraphs/audit/overlap/links.ts";
import { fitModel } from "../../../../subgraphs/audit/overlap/model.ts";
import { createOverlapIndex } from "../../../../subgraphs/audit/overlap/overlap-index.ts";
import { toyamaMeasures } from "./records.ts";

const node = fc.integer({ min: 0, max: 15 }).map((number) => `n${number}`);
const arbitraryPairs = fc
  .uniqueArray(
    fc.record({ a: node, b: node, bits: fc.integer({ min: 0, max: 5 }) }).filter(({ a, b }) => a < b),
    { selector: ({ a, b }) => `${a} ${b}`, maxLength: 40 },
  )
  .map((pairs): readonly Pair[] => pairs);

describe("A cluster", () => {
  test("has no member that is not like its centre, and everybody is in one", () => {
    fc.assert(
      fc.property(arbitraryPairs, (pairs) => {
        const likenesses = new Set(pairs.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
        const clusters = starClusters(pairs);

        for (const { centre, members } of clusters) {
          for (const member of members) expect(likenesses).toContain(`${centre} ${member}`);
        }
        const placed = clusters.flatMap(({ centre, members }) => [centre, ...members]);
        expect(placed.toSorted()).toEqual([...new Set(pairs.flatMap(({ a, b }) => [a, b]))].toSorted());
      }),
    );
  });

  test("does not grow along a chain", () => {
    const chain = ["a", "b", "c", "d", "e", "f"].map((a, at, all) => ({ a, b: all[at + 1] ?? "g", bits: 1 }));

    expect(Math.max(...starClusters(chain).map(({ members }) => members.length))).toBe(2);
  });

  test("forms around strong likenesses, not around many weak ones", () => {
    const weak = ["p", "q", "r"].map((b) => ({ a: "hub", b, bits: 1 }));
    const strong = [
      { a: "hub", b: "m", bits: 6 },
      { a: "m", b: "n", bits: 6 },
      { a: "m", b: "o", bits: 6 },
    ];

    const clusters = starClusters([...weak, ...strong]);

    expect(clusters.find(({ members }) => members.includes("hub"))?.centre).toBe("m");
  });

  test("is the same in whatever order the pairs come", () => {
    fc.assert(
      fc.property(arbitraryPairs, (pairs) => {
        expect(starClusters(pairs.toReversed())).toEqual(starClusters(pairs));
      }),
    );
  });
});

describe("Links of two tables", () => {
  test("give each record its own partner, once, also where both tables use the same ids for others", () => {
    const measures = toyamaMeasures();
    const renamed = measures.map((measure, at) => ({ ...measure, id: `T${measures.length - 1 - at}` }));
    const index = createOverlapIndex(fitModel([...measures, ...renamed]));
    for (const record of renamed) index.set(record);

    const links = linkOneToOne(measures, index, -8);

    const right = links.filter(({ a, b }) => Number(a.slice(1)) + Number(b.slice(1)) === measures.length - 1);
    expect(right).toHaveLength(measures.length);
    expect(new Set(links.map(({ b }) => b)).size).toBe(links.length);
  });
});
