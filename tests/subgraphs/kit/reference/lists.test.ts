import { describe, expect, test } from "@jest/globals";
import { areas, industries, labels, targetGroups } from "#kit/reference/lists.ts";

describe("a closed list", () => {
  test.each(Object.entries({ areas, industries, targetGroups }))(
    "of %s has no two values of one name, in Japanese or in English",
    (_, list) => {
      const names = [...list.values()].map(({ name }) => name);

      for (const each of [names.map(({ ja }) => ja), names.map(({ en }) => en)])
        expect(each.filter((name, at) => name && each.indexOf(name) !== at)).toEqual([]);
    },
  );
});

describe("the name of a place in English", () => {
  test("says whether it is a prefecture or a city, and a bare name still finds it", () => {
    expect([areas.get("16")?.name.en, areas.get("16201")?.name.en]).toEqual(["Toyama Prefecture", "Toyama City"]);
    expect(labels.areas.get("takaoka")).toEqual(["16202"]);
    expect(labels.areas.get("toyama")).toEqual(["16", "16201"]);
  });
});
