import { describe, expect, test } from "@jest/globals";
import { buildSchema, graphql } from "graphql";
import { requireMutationAnswers } from "#kit/graphql/answered-mutations.ts";

const sdl = `
  type Query { ok: Boolean }
  type Payload { measure: String version: Int userErrors: [String!]! }
  type Mutation { change: Payload withdrawMeasure: Payload }
`;

function answerWith(payload: unknown) {
  const schema = requireMutationAnswers(buildSchema(sdl));
  const source = "mutation { change { measure version userErrors } }";
  return graphql({ schema, source, rootValue: { change: () => payload } });
}

describe("A mutation", () => {
  test("that takes a record away has none to show", async () => {
    const schema = requireMutationAnswers(buildSchema(sdl));
    const rootValue = { withdrawMeasure: () => ({ measure: null, userErrors: [] }) };

    const { errors } = await graphql({ schema, source: "mutation { withdrawMeasure { measure } }", rootValue });

    expect(errors).toBeUndefined();
  });

  test.each([
    ["nothing at all", null],
    ["neither a record nor what is wrong", { measure: null, userErrors: [] }],
    ["only what is not asked for", { other: 1, userErrors: [] }],
  ])("that would answer %s ends in an error", async (_, payload) => {
    const { errors } = await answerWith(payload);

    expect(errors?.map(({ originalError }) => originalError)).toMatchObject([{ code: "CHANGE_UNCONFIRMED" }]);
  });

  test.each([
    ["its record", { measure: "made", userErrors: [] }],
    ["what is wrong", { measure: null, userErrors: ["STALE_VERSION"] }],
    ["what became of it", { version: 2, userErrors: [] }],
  ])("that answers %s is answered so", async (_, payload) => {
    const { data, errors } = await answerWith(payload);

    expect(errors).toBeUndefined();
    expect(data).toEqual({ change: { measure: null, version: null, ...payload } });
  });
});
