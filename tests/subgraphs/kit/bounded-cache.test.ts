import { describe, expect, test } from "@jest/globals";
import { BoundedCache } from "#kit/bounded-cache.ts";

const keys = ["a", "b", "c", "d"];
const keptIn = (cache: BoundedCache<string, string>) => keys.filter((key) => cache.get(key) !== undefined);

describe("a bounded cache", () => {
  test("forgets what was asked for longest ago, as soon as there are too many", () => {
    const cache = new BoundedCache<string, string>(3);
    for (const key of ["a", "b", "c"]) cache.set(key, key);

    cache.get("a");
    cache.set("d", "d");

    expect(keptIn(cache)).toEqual(["a", "c", "d"]);
  });

  test("forgets, as soon as all together are too large, as many as it takes", () => {
    const cache = new BoundedCache<string, string>(10, { sizeOf: (_, text) => text.length, largest: 10 });
    for (const key of ["a", "b", "c"]) cache.set(key, "xxx");

    cache.set("d", "xxxxxx");

    expect(keptIn(cache)).toEqual(["c", "d"]);
  });

  test("does not keep what is too large alone, and forgets nothing for it", () => {
    const cache = new BoundedCache<string, string>(10, { sizeOf: (_, text) => text.length, largest: 10 });
    cache.set("a", "xxx");
    cache.set("b", "xxx");

    cache.set("b", "x".repeat(11));

    expect(keptIn(cache)).toEqual(["a"]);
  });

  test("has room again for what was deleted, replaced or cleared", () => {
    const cache = new BoundedCache<string, string>(10, { sizeOf: (_, text) => text.length, largest: 10 });
    for (let round = 0; round < 5; round++) cache.set("a", "xxxxxxxx");
    cache.delete("a");
    cache.delete("a");
    cache.set("b", "xxxxxxxx");
    cache.clear();

    cache.set("c", "xxxxx");
    cache.set("d", "xxxxx");

    expect([keptIn(cache), cache.size, cache.values()]).toEqual([["c", "d"], 2, ["xxxxx", "xxxxx"]]);
  });
});
