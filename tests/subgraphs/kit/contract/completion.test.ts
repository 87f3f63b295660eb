import { readFile } from "node:fs/promises";
import { composeServices } from "@apollo/composition";
import { describe, expect, test } from "@jest/globals";
import { type GraphQLSchema, isObjectType, parse } from "graphql";
import { completeSdl, contractInterface, implementationsOf } from "#kit/contract/complete-sdl.ts";
import { generateContractTypes, generatedFile } from "#kit/contract/generate.ts";
import { departments } from "../../../support/departments.ts";

const { schema: supergraph, errors } = composeServices(
  departments.map(({ code, sdl }) => ({ name: code, typeDefs: parse(sdl), url: `http://127.0.0.1/${code}` })),
);

describe("what a department publishes", () => {
  test.each(departments)("has every contract field on every type of $code", ({ sdl }) => {
    const document = parse(sdl);

    for (const name of ["Measure", "TalentResource"]) {
      const contract = contractInterface(name).fields?.map((field) => field.name.value);
      const types = implementationsOf(document, name);
      expect(types.length).toBeGreaterThan(0);
      for (const type of types) {
        expect(type.fields?.map((field) => field.name.value)).toEqual(expect.arrayContaining(contract ?? []));
      }
    }
  });

  test("refuses an own field that has the name of a contract field, in both languages", () => {
    const repeating = `type SampleMeasure implements Measure { "予算。 Budget." budgets: Int }`;

    expect(() => completeSdl(repeating, "type Query { x: Int }")).toThrow(
      expect.objectContaining({
        code: "OWN_FIELD_TAKEN",
        text: {
          ja: expect.stringMatching(/SampleMeasure.*budgets.*Measure/),
          en: expect.stringMatching(/budgets.*SampleMeasure.*Measure/),
        },
      }),
    );
  });

  test("leaves a type without the contract as it is, but for how long it may be kept", () => {
    const sdl = completeSdl("type Plain { budgets: Int }", "type Query { x: Plain }");

    expect(sdl).toContain("type Plain @cacheControl(maxAge: 2) {\n  budgets: Int\n}");
  });
});

describe("the four departments together", () => {
  test("compose", () => {
    expect(departments.map(({ code }) => code)).toEqual(["education", "employment", "industry", "welfare"]);
    expect(errors ?? []).toEqual([]);
  });

  test("show neither the change feed nor its types to those who ask the graph", () => {
    const api = apiSchema();

    const fields = Object.keys(api.getQueryType()?.getFields() ?? {});
    expect(fields).toContain("welfareMeasures");
    expect(fields).not.toContain("changes");
    expect(Object.keys(api.getTypeMap()).filter((name) => name.startsWith("Change"))).toEqual([]);
  });

  test("show each department's own fields", () => {
    const measure = apiSchema().getType("WelfareMeasure");

    expect(isObjectType(measure) && Object.keys(measure.getFields())).toContain("facilityKinds");
  });
});

describe("the generated types", () => {
  test("are those of the contract as it stands", async () => {
    expect(await readFile(generatedFile, "utf8")).toBe(await generateContractTypes());
  });
});

function apiSchema(): GraphQLSchema {
  if (supergraph === undefined) throw new Error("the departments do not compose");
  return supergraph.toAPISchema().toGraphQLJSSchema();
}
