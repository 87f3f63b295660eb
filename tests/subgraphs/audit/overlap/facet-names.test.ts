import { describe, expect, test } from "@jest/globals";
import { facetNamesIn } from "../../../../subgraphs/audit/overlap/facet-names.ts";
import { growthOf, linearAtMost } from "../../../support/growth.ts";

const valuesIn = (text: string) => facetNamesIn(text).map(({ value }) => value);

describe("the names in a facet's value", () => {
  test("stand between commas, but for those in brackets", () => {
    expect(valuesIn("介護保険法の施行令、老人福祉法の施行規則（一、二の部分）、職業能力開発促進法")).toEqual([
      "介護保険法の施行令",
      "老人福祉法の施行規則（一、二の部分）",
      "職業能力開発促進法",
    ]);
  });

  test("take work that grows with the value, and not with its square", async () => {
    let number = 0;
    const growth = await growthOf((length) => {
      const value = "職業能力開発、".repeat(length);
      // Another one each time: names that are known are not read again.
      return () => facetNamesIn(`${value}${number++}`);
    }, 400);

    expect(growth).toBeLessThan(linearAtMost);
  });
});
