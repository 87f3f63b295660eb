import { expect, test } from "@jest/globals";
import { createCatchUp } from "#kit/follow/catch-up.ts";

test("How far several followers have come is one sum over all departments", () => {
  const told: (readonly [number, number])[] = [];
  const progressOf = createCatchUp((known, all) => told.push([known, all]));
  const [catalog, audit] = [progressOf("catalog"), progressOf("audit")];

  catalog("welfare", 10, 30);
  audit("welfare", 10, 30);
  catalog("education", 5, 5);
  catalog("welfare", 30, 30);

  expect(told).toEqual([
    [10, 30],
    [20, 60],
    [25, 65],
    [45, 65],
  ]);
});
