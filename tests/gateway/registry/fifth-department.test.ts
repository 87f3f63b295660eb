import { describe, expect, test } from "@jest/globals";
import { completeSdl } from "#kit/contract/complete-sdl.ts";
import { departmentNames, departmentRootSdl } from "#kit/contract/department-sdl.ts";
import { findingsOf, passes } from "../../../gateway/registry/check/check-result.ts";
import { runChecks } from "../../../gateway/registry/check/run-checks.ts";
import { policyFile, readDesignPolicy } from "../../../gateway/registry/policy.ts";
import { createCatalogSdl } from "../../../subgraphs/catalog/sdl/catalog-sdl.ts";
import { departments } from "../../support/departments.ts";
import { codesOf } from "./proposals.ts";

const agriculture = completeSdl(
  `"農林水産部門の施策・事業。 A measure of the agriculture department."
   type AgricultureMeasure implements Measure {
     "作物。 Crops."
     crops: [LocalizedText!]
     "免除までの勤務年数。 Years of work after which a loan is written off."
     writeOffYears: Int
   }
   "農林水産部門の施策の独自項目。 Own fields."
   input AgricultureMeasureDetailsInput { "免除までの勤務年数。 Years." writeOffYears: Int }
   "農作業の登録名簿。 A pool of people for farm work."
   type FarmWorkPool implements TalentResource { "季節。 Season." season: String }
   "人材シェアリング資源の独自項目。 Own fields."
   input AgricultureTalentResourceDetailsInput { "季節。 Season." season: String }`,
  departmentRootSdl(departmentNames("agriculture", "農林水産")),
);

const sdls = new Map(departments.map(({ code, sdl }) => [code, sdl] as const));
const published = [...sdls, ["catalog", createCatalogSdl(sdls)] as const].map(([name, sdl]) => {
  return { name, sdl, url: `http://localhost/${name}` };
});
const around = { published, policy: readDesignPolicy(policyFile, "development") };

describe("a fifth department made with the kit", () => {
  test("passes every check beside the four, and hears what another has under the same name", async () => {
    const proposal = { name: "agriculture", url: "http://localhost/agriculture", sdl: agriculture };
    const verdict = await runChecks(proposal, around);

    expect(verdict.results.filter(({ status }) => status !== "completed")).toEqual([]);
    expect(passes(verdict.results)).toBe(true);
    expect(codesOf(verdict)).toContain("CONCEPT_RESEMBLES AgricultureMeasure.writeOffYears");
    expect(verdict.apiSdl).toContain("agricultureMeasures(");
  });
});

describe("what is published today", () => {
  test("has nothing to answer for", async () => {
    const [welfare] = published.filter(({ name }) => name === "welfare");
    const verdict = await runChecks(welfare ?? { name: "", url: "", sdl: "" }, around);

    expect(verdict.results.filter(({ status }) => status !== "completed")).toEqual([]);
    expect(findingsOf(verdict.results)).toEqual([]);
  });
});
