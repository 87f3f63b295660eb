/** A subgraph that there is only the SDL of: it answers every question with values of its own making, and changes nothing. */
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLObjectType, type GraphQLSchema, isObjectType, parse } from "graphql";
import { errors } from "#kit/errors.ts";
import { defineOneOf } from "#kit/graphql/define-one-of.ts";
import type { Subgraph } from "#kit/server/subgraph.ts";
import { keysIn } from "./mock-keys.ts";
import { isMockObject } from "./mock-object.ts";
import { createMockValues, type MockValues, rootOf } from "./mock-values.ts";

/** @throws Error for an SDL that is no subgraph's */
export function mockSubgraph(name: string, sdl: string): Subgraph {
  const keys = keysIn(sdl);
  const references = [...keys.keys()].map((typeName) => [typeName, referenceOf(typeName, () => values)] as const);
  const schema = buildSubgraphSchema([
    { typeDefs: defineOneOf(parse(sdl)), resolvers: Object.fromEntries(references) },
  ]);
  const values = createMockValues(schema, keys, name);
  answerFields(schema, values, name);
  return { name, sdl, schema, createContext: () => ({}), close: async () => undefined };
}

function referenceOf(typeName: string, values: () => MockValues) {
  return { __resolveReference: (reference: object) => values().recordOf(typeName, { ...reference }) };
}

function answerFields(schema: GraphQLSchema, values: MockValues, name: string): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("_")) continue;
    if (type === schema.getMutationType() || type === schema.getSubscriptionType()) refuseFields(type, name);
    else answerType(type, values, type === schema.getQueryType());
  }
}

function answerType(type: GraphQLObjectType, values: MockValues, isRoot: boolean): void {
  for (const field of Object.values(type.getFields())) {
    // Federation's own.
    if (isRoot && field.name.startsWith("_")) continue;
    field.resolve = (source: unknown, args) => {
      const parent = isMockObject(source) ? source : rootOf(type.name);
      return values.valueOf({ parent, field: field.name, type: field.type, args, isRoot });
    };
  }
}

/** What seems to have changed and has not misleads more than an error does. */
function refuseFields(type: GraphQLObjectType, name: string): void {
  const refuse = () => {
    throw errors.mockRefuses(name);
  };
  for (const field of Object.values(type.getFields())) Object.assign(field, { resolve: refuse, subscribe: refuse });
}
