import { beforeAll, expect, test } from "@jest/globals";
import type { Json } from "../../support/ask.ts";
import { databases } from "../../support/databases.ts";
import { type AuditHouse, openAuditHouse } from "./audit-house.ts";
import { careCourse, careTraining, others, snowClearing } from "./measures.ts";

let house: AuditHouse;

beforeAll(async () => {
  house = await openAuditHouse(databases[0].newSettings());
  const careNight = { ...careTraining, code: "W-2", name: { ja: "夜に学ぶ介護職員初任者研修の受講費用の補助" } };
  await house.save("welfare", careTraining, careNight, ...others);
  await house.save("industry", careCourse, snowClearing);
  await house.audit.pullNow();
});

test.each([
  ["overlapMatrix", "pairs", "a { code } b { code }", 2],
  ["coverage", "cells", "at { value }", 1],
  ["coverage", "gaps", "id", 90],
])("%s gives its %s page by page, in one order, each once", async (root, list, fields, size) => {
  const page = async (first: number, after: number): Promise<readonly Json[]> =>
    (await house.ask(`{ ${root} { ${list}(first: ${first}, after: ${after}) { ${fields} } } }`))[root][list];
  const all = await page(100, 0);
  const rest = [...(await page(100, 100)), ...(await page(100, 200))];

  const read: Json[] = [];
  for (let after = 0, more = await page(size, 0); more.length > 0; more = await page(size, after)) {
    read.push(...more);
    after += size;
  }

  expect(read.length).toBeGreaterThan(size);
  expect(read).toEqual([...all, ...rest]);
  expect(new Set(read.map((each) => JSON.stringify(each))).size).toBe(read.length);
});
