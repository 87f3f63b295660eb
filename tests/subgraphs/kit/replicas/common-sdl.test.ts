import { buildSubgraphSchema } from "@apollo/subgraph";
import { describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import { commonSdl } from "#kit/replicas/common-sdl.ts";

const older = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag"])
  "番号。 A number." scalar Number
  interface Place { id: ID! name: String }
  type Farm implements Place @key(fields: "id") { "名前。 Its name." name(lang: String): String id: ID! size: Number former: Former }
  type Former { gone: Int }
  enum Level { LOW HIGH }
  input FarmFilter { level: Level former: Int }
  type Query { farms(first: Int, filter: FarmFilter): [Farm!]! formers: [Former!]! place: Place }
`;

describe("what two releases of a subgraph can both answer", () => {
  test("is the SDL itself where it is the same", () => {
    expect(commonSdl([older, older])).toBe(older);
  });

  test("is what the older says where the newer only adds, so that a graph only moves forward", () => {
    const newer = older
      .replace("size: Number", "size: Number area: Int")
      .replace("type Query {", "type Query { yields: [Int!]!");

    const shared = commonSdl([older, newer]);

    expect(fieldsIn(shared)).toEqual(fieldsIn(older));
    expect(fieldsIn(commonSdl([newer, older]))).toEqual(fieldsIn(older));
  });

  test("has no field that one of them does not have, and nothing that speaks of a type that is gone", () => {
    const newer = older
      .replace("former: Former }", "}")
      .replace("type Former { gone: Int }", "")
      .replace("formers: [Former!]!", "");

    const shared = commonSdl([older, newer]);

    expect(shared).not.toMatch(/Former\b|formers/);
    expect(fieldsIn(shared)).toContain("Farm.size");
    expect(shared).toContain("番号。 A number.");
    expect(() => buildSubgraphSchema(parse(shared))).not.toThrow();
  });

  test("has no field that the two want to be asked otherwise, and no argument that one does not take", () => {
    const newer = older
      .replace("farms(first: Int,", "farms(")
      .replace("place: Place", "place(near: ID!): Place")
      .replace("size: Number", "size: Int")
      .replace("input FarmFilter { level: Level former: Int }", "input FarmFilter { level: Level }");

    const shared = commonSdl([older, newer]);

    expect(fieldsIn(shared)).toEqual(expect.arrayContaining(["Query.farms", "Query.formers"]));
    expect(fieldsIn(shared)).not.toEqual(expect.arrayContaining(["Query.place"]));
    expect(fieldsIn(shared)).not.toContain("Farm.size");
    expect(shared).toMatch(/farms\(filter: FarmFilter\)/);
    expect(shared.match(/input FarmFilter \{[^}]*\}/)?.[0]).not.toContain("former");
  });

  test("knows every value that any of them may answer", () => {
    const shared = commonSdl([older, older.replace("LOW HIGH", "LOW MIDDLE HIGH")]);

    expect(shared.match(/enum Level \{[^}]*\}/)?.[0]).toMatch(/LOW[\s\S]*HIGH[\s\S]*MIDDLE/);
  });
});

function fieldsIn(sdl: string): readonly string[] {
  return parse(sdl)
    .definitions.flatMap((definition) =>
      "fields" in definition && "name" in definition
        ? (definition.fields ?? []).map(({ name }) => `${definition.name?.value}.${name.value}`)
        : [],
    )
    .sort();
}
