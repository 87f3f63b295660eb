/** Towns, their people and their weather, in three departments: the world of most tests of the engine. */
import type { Department } from "./federation.ts";

type Key = { readonly id: string };

const towns = [
  { id: "1", name: "Namerikawa", mayor: { id: "p1" } },
  { id: "2", name: "Himi", mayor: { id: "p2" } },
  { id: "3", name: "Tonami", mayor: { id: "p1" } },
];

export const registry: Department = {
  sdl: `
    type Query { towns: [Town] town(id: ID!): Town }
    type Mutation { rename(id: ID!, name: String!): Town }
    type Town @key(fields: "id") { id: ID! name: String mayor: Person twin: Town area(unit: String = "ha"): String }
    type Person @key(fields: "id") { id: ID! }`,
  resolvers: {
    Query: { towns: () => towns, town: (_: unknown, { id }: Key) => towns.find((each) => each.id === id) },
    Mutation: { rename: (_: unknown, { id, name }: Key & { name: string }) => ({ id, name }) },
    Town: {
      __resolveReference: ({ id }: Key) => towns.find((each) => each.id === id),
      area: ({ id }: Key, { unit }: { unit: string }) => `${id} ${unit}`,
    },
  },
};

export const people: Department = {
  sdl: `type Person @key(fields: "id") { id: ID! name: String! age: Int }`,
  resolvers: { Person: { __resolveReference: ({ id }: Key) => ({ id, name: `Person ${id}`, age: 40 }) } },
};

export const weather: Department = {
  sdl: `
    type Town @key(fields: "id") {
      id: ID!
      area(unit: String = "ha"): String @external
      rain: Int
      rainPerHectare: String @requires(fields: "area")
      rainPerTsubo: String @requires(fields: "area(unit: \\"tsubo\\")")
    }`,
  resolvers: {
    Town: {
      __resolveReference: (key: Key) => ({ ...key, rain: Number(key.id) * 10 }),
      rainPerHectare: ({ area }: { area: string }) => `rain per ${area}`,
      rainPerTsubo: ({ area }: { area: string }) => `rain per ${area}`,
    },
  },
};
