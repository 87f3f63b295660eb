import { describe, expect, test } from "@jest/globals";
import { openDepartment } from "#kit/department/open.ts";
import { encodeGlobalId } from "#kit/records/global-id.ts";
import { databases } from "./databases.ts";
import { openGateway } from "./gateway.ts";
import { type House, measure, openHouse } from "./house.ts";

const loan = measure("W-1", {
  name: { ja: "介護福祉士修学資金", en: "Study loans for care workers" },
  pillar: "SECURING",
});
const fair = measure("E-1", { name: { ja: "合同企業説明会" } });
const idOf = (typeName: string, code: string) => encodeGlobalId({ typeName, code });

async function openGraph(house: House) {
  const departments = [...house.departments.values()].map(({ department }) => department);
  const subgraphs = await Promise.all(departments.map((department) => openDepartment(department, house.settings)));
  const gateway = await openGateway([house.catalog, ...subgraphs]);
  const close = async () => {
    await gateway.close();
    await Promise.all(subgraphs.map((subgraph) => subgraph.close()));
    await house.close();
  };
  return { ask: gateway.ask, close };
}

describe.each(databases)("the graph of the catalog and the departments on %s", (_, create) => {
  test("adds a department's own fields to a list of the catalog", async () => {
    const house = await openHouse(create());
    await house.department("welfare").save(loan);
    await house.department("employment").save(fair);
    await house.catalog.pullNow();
    const graph = await openGraph(house);

    const { data, asked } = await graph.ask(
      "{ measures { nodes { __typename id name { ja } ... on WelfareMeasure { writeOffYears } } } }",
    );

    expect(data).toEqual({
      measures: {
        nodes: [
          { __typename: "EmploymentMeasure", id: idOf("EmploymentMeasure", "E-1"), name: { ja: "合同企業説明会" } },
          {
            __typename: "WelfareMeasure",
            id: idOf("WelfareMeasure", "W-1"),
            name: { ja: "介護福祉士修学資金" },
            writeOffYears: null,
          },
        ],
      },
    });
    expect(asked).toEqual(["catalog", "welfare"]);
    await graph.close();
  });

  test("finds any record by its id, with fragments on a department's type", async () => {
    const house = await openHouse(create());
    await house.department("welfare").save(loan);
    await house.catalog.pullNow();
    const graph = await openGraph(house);

    const { data } = await graph.ask(
      `query ($id: ID!, $ids: [ID!]!) {
        node(id: $id) { id ... on Measure { name { en } } ... on WelfareMeasure { venueCount code } }
        nodes(ids: $ids) { id }
        measure(id: $id) { pillar dataQuality { completeness } department { code name { en } } }
        talentResource(id: $id) { id }
      }`,
      {
        id: idOf("WelfareMeasure", "W-1"),
        ids: ["no id", idOf("WelfareMeasure", "W-1"), idOf("WelfareMeasure", "W-2")],
      },
    );

    const id = idOf("WelfareMeasure", "W-1");
    expect(data).toEqual({
      node: { id, name: { en: "Study loans for care workers" }, venueCount: null, code: "W-1" },
      nodes: [null, { id }, null],
      measure: {
        pillar: "SECURING",
        dataQuality: { completeness: expect.any(Number) },
        department: { code: "welfare", name: { en: "Welfare" } },
      },
      talentResource: null,
    });
    await graph.close();
  });
});
