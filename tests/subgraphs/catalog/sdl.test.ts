import { describe, expect, test } from "@jest/globals";
import { parse, visit } from "graphql";
import { completeSdl } from "#kit/contract/complete-sdl.ts";
import { departmentNames, departmentRootSdl } from "#kit/contract/department-sdl.ts";
import { findDepartmentNames, loadDepartment } from "#kit/department/definition.ts";
import { createCatalogSdl } from "../../../subgraphs/catalog/sdl/catalog-sdl.ts";
import { compose } from "./gateway.ts";

async function publishedSdls(): Promise<Map<string, string>> {
  const departments = await Promise.all(findDepartmentNames().map(loadDepartment));
  return new Map(departments.map(({ code, sdl }) => [code, sdl]));
}

function composed(sdls: ReadonlyMap<string, string>): string {
  return compose(
    [...sdls].map(([name, sdl]) => ({ name, sdl })).concat({ name: "catalog", sdl: createCatalogSdl(sdls) }),
  );
}

describe("the catalog's SDL", () => {
  test("composes with the departments", async () => {
    const sdls = await publishedSdls();

    const supergraph = composed(sdls);

    expect(supergraph).toContain("type WelfareMeasure implements Node & Measure");
  });

  test("has a stub for each type of a department that nobody knew before", async () => {
    const sdls = await publishedSdls();
    const own = `type ForestryMeasure implements Measure { hectares: Int }
      input ForestryMeasureDetailsInput { hectares: Int }
      input ForestryTalentResourceDetailsInput { hectares: Int }`;
    sdls.set("forestry", completeSdl(own, departmentRootSdl(departmentNames("forestry", "林業"))));

    const supergraph = composed(sdls);

    expect(createCatalogSdl(sdls)).toMatch(/type ForestryMeasure implements Node & Measure @key\(fields: "id"\)/);
    expect(supergraph).toContain("type ForestryMeasure");
  });

  test("lets another subgraph add a field to every measure at once", async () => {
    const sdls = await publishedSdls();
    const audit = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@interfaceObject"])
      type Measure @key(fields: "id") @interfaceObject { id: ID! findingCount: Int! }`;

    const supergraph = compose([
      ...[...sdls].map(([name, sdl]) => ({ name, sdl })),
      { name: "catalog", sdl: createCatalogSdl(sdls) },
      { name: "audit", sdl: audit },
    ]);

    expect(supergraph).toContain("findingCount: Int! @join__field");
  });

  test("does not depend on the order in which departments were published", async () => {
    const sdls = await publishedSdls();

    const reversed = new Map([...sdls].reverse());

    expect(createCatalogSdl(reversed)).toBe(createCatalogSdl(sdls));
  });

  test("describes everything in Japanese and in English", async () => {
    const undescribed: string[] = [];

    visit(parse(createCatalogSdl(await publishedSdls())), {
      enter(node) {
        if (!("description" in node) || node.kind === "SchemaDefinition") return;
        const text = node.description?.value ?? "";
        if (!/[ぁ-んァ-ヶ一-龠]/u.test(text) || !/[a-z]{2}/i.test(text))
          undescribed.push("name" in node ? (node.name?.value ?? "") : node.kind);
      },
    });

    expect(undescribed.filter((name) => name !== "Query")).toEqual([]);
  });
});
