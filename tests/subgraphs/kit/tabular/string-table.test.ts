import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createStringTable } from "../../../../subgraphs/kit/tabular/xlsx/string-table.ts";

const never = (): Error => new Error("full");

describe("The table of shared strings", () => {
  test("gives back each string by its number, short or longer than a block", () => {
    const strings = fc.array(
      fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("富".repeat(300_000), "x".repeat(400_000))),
    );
    fc.assert(
      fc.property(strings, (list) => {
        const table = createStringTable(Number.POSITIVE_INFINITY, never);
        for (const text of list) table.add(text);

        expect(list.map((_, index) => table.at(index))).toEqual(list);
        expect(table.at(list.length)).toBeUndefined();
        expect(table.at(Number.NaN)).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });

  test("is refused past its limit", () => {
    const table = createStringTable(20, never);
    table.add("富山県");

    expect(() => table.add("富山県")).toThrow("full");
  });
});
