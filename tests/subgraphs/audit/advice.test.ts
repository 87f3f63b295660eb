/** A second opinion on pairs of which the evidence is not sure, from a module of the operator's choice. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { databases } from "../../support/databases.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { idOf, openAuditHouse } from "./audit-house.ts";
import { careCourse, careTraining, others, snowClearing } from "./measures.ts";

function moduleOf(source: string): string {
  const file = path.join(temporaryFolder(), "judge.mjs");
  writeFileSync(file, source);
  return file;
}

async function pairAdvisedBy(advisor: string | undefined) {
  const settings = { ...databases[0].newSettings(), auditAdvisor: advisor };
  const house = await openAuditHouse(settings);
  await house.save("welfare", careTraining, ...others);
  await house.save("industry", careCourse, snowClearing);
  await house.audit.pullNow();
  const [a, b] = [idOf("welfare", careTraining.code), idOf("industry", snowClearing.code)];
  const { overlapPair } = await house.ask(
    `{ overlapPair(a: "${a}", b: "${b}") { bits advice { provider version similarity } } }`,
  );
  return overlapPair;
}

const judge = (answer: string) =>
  moduleOf(`export default { name: "judge", version: "7", similarityOf: async () => { ${answer} } };`);

describe("A pair of which the evidence is not sure", () => {
  test("has the opinion of the module under its name and version, and the same weight as without", async () => {
    const alone = await pairAdvisedBy(undefined);
    const advised = await pairAdvisedBy(judge("return 0.25;"));

    expect(alone.advice).toBeNull();
    expect(advised).toEqual({ bits: alone.bits, advice: { provider: "judge", version: "7", similarity: 0.25 } });
  });

  test("is shown without an opinion where the module fails", async () => {
    const { advice } = await pairAdvisedBy(judge("throw new Error('down');"));

    expect(advice).toEqual({ provider: "judge", version: "7", similarity: null });
  });
});

describe("An audit", () => {
  test("does not open with a module that gives no opinions", async () => {
    const settings = { ...databases[0].newSettings(), auditAdvisor: moduleOf("export default 1;") };

    await expect(openAuditHouse(settings)).rejects.toMatchObject({ code: "PLUG_IN_UNUSABLE" });
  });
});
