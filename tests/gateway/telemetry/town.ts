/** Two subgraphs of a small town: enough for a plan of two calls, arguments, inputs and enums. */
import { GraphQLError } from "graphql";
import { subgraphOf } from "../../support/test-hub.ts";

export const people = subgraphOf(
  "people",
  `enum Trade { NURSE COOK }
  input Where { trade: Trade ages: [Age!] note: String }
  input Age { from: Int to: Int }
  type Person @key(fields: "id") { id: ID! name(short: Boolean): String }
  type Query { people(where: Where, trade: Trade, limit: Int): [Person!] broken: String }
  type Mutation { rename(id: ID!, name: String!): Person }`,
  {
    Query: {
      people: () => [{ id: "1", name: "A" }],
      broken: () => {
        throw new GraphQLError("no", { extensions: { code: "BAD_USER_INPUT" } });
      },
    },
    Mutation: { rename: (_: unknown, person: unknown) => person },
  },
);

export const jobs = subgraphOf("jobs", `type Person @key(fields: "id") { id: ID! job: String }`, {
  Person: { job: () => "nurse" },
});
