import { ApolloServer, HeaderMap } from "@apollo/server";
import { describe, expect, test } from "@jest/globals";
import { buildSchema, parse } from "graphql";
import { readCacheControl, writeCacheControl } from "#kit/caching/cache-policy.ts";
import { cachePolicyOf } from "#kit/caching/policy-of.ts";

const schema = buildSchema(`
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  enum CacheControlScope { PUBLIC PRIVATE }
  scalar _Any
  union _Entity = Town | Person
  type Query {
    town: Town
    towns: [Town] @cacheControl(maxAge: 30)
    mayor: Person
    place: Place @cacheControl(maxAge: 90)
    count: Int
    year: Int @cacheControl(maxAge: 600)
    _entities(representations: [_Any!]!): [_Entity]!
  }
  type Mutation { rename: Town }
  interface Place { name: String }
  type Town implements Place @cacheControl(maxAge: 60) {
    name: String
    area: Int @cacheControl(maxAge: 10)
    budget: Budget
    address: Address @cacheControl(inheritMaxAge: true)
    mayor: Person
  }
  type Person implements Place @cacheControl(maxAge: 40, scope: PRIVATE) { name: String }
  type Budget { amount: Int }
  type Address { street: String house: Int @cacheControl(scope: PRIVATE) }
`);

const cases = [
  ["a type's age", "{ town { name } }", "max-age=60, public"],
  ["a field's age before that of its type", "{ towns { name } }", "max-age=30, public"],
  ["the shortest of all that is asked for", "{ town { name area } year }", "max-age=10, public"],
  [
    "the same through fragments",
    "{ town { ...T ... on Town { area } } } fragment T on Town { name }",
    "max-age=10, public",
  ],
  ["a root field that says nothing", "{ count year }", "no-store"],
  ["an object that says nothing", "{ town { budget { amount } } }", "no-store"],
  ["an object that is kept as long as the one around it", "{ town { address { street } } }", "max-age=60, public"],
  ["one of the fields being private", "{ town { address { house } } }", "no-store"],
  ["a type's scope", "{ mayor { name } }", "max-age=40, private"],
  ["what is private below what is public", "{ town { mayor { name } } }", "max-age=40, private"],
  ["an interface, some of whose objects are private", "{ place { name } }", "max-age=40, private"],
  [
    "the types of entities",
    "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Town { name } } }",
    "max-age=60, public",
  ],
  ["a change", "mutation { rename { name } }", "no-store"],
  ["nothing but the type's name", "{ __typename }", "no-store"],
] as const;

describe("what a schema says of how long an answer is kept", () => {
  test.each(cases)("is %s", (_, text, header) => {
    expect(writeCacheControl(cachePolicyOf(schema, parse(text)))).toBe(header);
  });

  test("is nothing without the directive", () => {
    expect(cachePolicyOf(buildSchema("type Query { year: Int }"), parse("{ year }")).maxAge).toBe(0);
  });

  test("is what Apollo Server says, and never more where it is less careful", async () => {
    const town = {
      name: "Himi",
      area: 1,
      budget: { amount: 1 },
      address: { street: "Chuo", house: 1 },
      mayor: { name: "Mei" },
    };
    const server = new ApolloServer({
      schema,
      rootValue: { town, towns: [town], mayor: { name: "Mei" }, count: 1, year: 1 },
    });
    await server.start();
    const compared = cases.filter(([, text]) => !/place|_entities|mutation|house/.test(text));

    for (const [, text, header] of compared) {
      const request = {
        method: "POST",
        headers: new HeaderMap([["content-type", "application/json"]]),
        search: "",
        body: { query: text },
      };
      const { headers } = await server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: request,
        context: async () => ({}),
      });
      expect([text, headers.get("cache-control")]).toEqual([text, header]);
    }
    await server.stop();
  });
});

describe("the header of an answer", () => {
  test.each(["max-age=60, public", "public,max-age=60", "Public, Max-Age=60"])("%s lets it be kept", (header) => {
    expect(readCacheControl(header)).toEqual({ maxAge: 60, scope: "PUBLIC" });
  });

  test.each([
    undefined,
    "",
    "max-age=60",
    "public",
    "max-age=60, private",
    "max-age=60, public, private",
    'max-age=60, public, no-cache="set-cookie"',
    "max-age=60, public, no-store",
    "max-age=60, max-age=90, public",
    "max-age=-1, public",
    "max-age=1e3, public",
    "s-maxage=60, public",
  ])("%s does not", (header) => {
    expect(readCacheControl(header).maxAge).toBe(0);
  });
});
