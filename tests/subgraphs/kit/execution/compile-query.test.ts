import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { buildSchema, execute, type GraphQLSchema, isAbstractType, isObjectType, parse, validate } from "graphql";
import { compileQuery } from "#kit/execution/compile-query.ts";

const schema = withResolvers(
  buildSchema(`
    interface Named { name: String! maybe: Int }
    type Cat implements Named { name: String! maybe: Int claws(length: Int = 3): String friend: Named friends: [Named!] later: [Int] }
    type Dog implements Named { name: String! maybe: Int bark: Volume friend: Named friends: [Named!] strict: Int! late: Cat! }
    union Pet = Cat | Dog
    enum Volume { LOUD QUIET }
    type Query { pets: [Pet!] named(which: Int!): Named cat: Cat dog: Dog times(by: Int, list: [Int!] = [1]): [[Int]] pull: [String] }
  `),
);

describe("a compiled query", () => {
  test("gives the very data that graphql-js gives, key by key, wherever that reports no error", async () => {
    let answered = 0;

    await fc.assert(
      fc.asyncProperty(queries, fc.integer({ min: 0, max: 4 }), async (source, which) => {
        const { compiled, reference } = await both(source, { which });
        if (reference.errors) expect(compiled).toBeUndefined();
        else expect(JSON.stringify(compiled)).toBe(JSON.stringify(reference.data));
        if (compiled) answered += 1;
      }),
      { numRuns: 250 },
    );

    // A compiler that leaves everything to graphql-js would agree with it too.
    expect(answered).toBeGreaterThan(75);
  });

  test.each([
    ["a resolver that throws", "{ dog { strict } }"],
    ["a resolver that rejects", "{ pull }"],
    ["null for a non-null type below a promise", "{ dog { late { name } } }"],
    ["an interface that resolves to no type of it", "{ named(which: 3) { name } }"],
    ["a variable of another type", "query ($which: Int!) { named(which: $which) { name } }"],
    ["a field that a variable decides on", "query ($yes: Boolean!) { cat { name @include(if: $yes) } }"],
    ["what the schema says of itself", "{ __schema { queryType { name } } }"],
    ["a key that is no property", "{ cat { __proto__: name } }"],
    ["a mutation", "mutation { a }"],
    ["several operations", "query A { cat { name } } query B { cat { name } }"],
  ])("leaves %s to graphql-js", async (_, source) => {
    const compiled = await compileQuery(schema, parse(source))?.run({ variables: { which: "x" }, context: {} });

    expect(compiled).toBeUndefined();
  });

  test("gives resolvers their parent, arguments, context and information as graphql-js does", async () => {
    const source = "query ($by: Int) { seen(by: $by) { again(by: 2) } }";
    const seen = (run: "compiled" | "reference") => {
      const calls: unknown[] = [];
      const recording = buildSchema(
        "type Query { seen(by: Int, of: Int = 7): Seen } type Seen { again(by: Int): Int }",
      );
      for (const [type, field] of [
        ["Query", "seen"],
        ["Seen", "again"],
      ] as const) {
        const found = recording.getType(type);
        const definition = isObjectType(found) ? found.getFields()[field] : undefined;
        if (!definition) throw new TypeError(`no ${type}.${field}`);
        definition.resolve = (parent, args, context, { schema: _, fieldNodes, operation, ...info }) => {
          calls.push([parent, { ...args }, context, fieldNodes.length, operation.name ?? null, JSON.stringify(info)]);
          return type === "Query" ? { parent: "seen" } : 1;
        };
      }
      return { recording, calls, run };
    };
    const compiled = seen("compiled");
    const reference = seen("reference");

    await compileQuery(compiled.recording, parse(source))?.run({ variables: { by: 4 }, context: { who: "mei" } });
    await execute({
      schema: reference.recording,
      document: parse(source),
      variableValues: { by: 4 },
      contextValue: { who: "mei" },
    });

    expect(compiled.calls).toHaveLength(2);
    expect(compiled.calls).toEqual(reference.calls);
  });
});

async function both(source: string, variables: Record<string, unknown>) {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  const compiled = await compileQuery(schema, document)?.run({ variables, context: {} });
  return { compiled, reference: await execute({ schema, document, variableValues: variables, contextValue: {} }) };
}

function withResolvers(built: GraphQLSchema): GraphQLSchema {
  const cat = {
    kind: "Cat",
    name: "たま",
    maybe: () => 3,
    claws: ({ length }: { length: number }) => "x".repeat(length),
  };
  const dog = { kind: "Dog", name: Promise.resolve("ポチ"), maybe: null, bark: "LOUD" };
  const root = {
    pets: () => [cat, Promise.resolve(dog), { ...cat, friends: [dog, cat], later: [1, Promise.resolve(2), null] }],
    named: ({ which }: { which: number }) =>
      [cat, { ...dog, friends: [null, cat] }, Promise.resolve(dog), { kind: "Query" }][which] ?? null,
    cat: async () => ({ ...cat, friend: dog, friends: Promise.resolve([cat, dog]) }),
    dog: { ...dog, strict: () => Promise.reject(new Error("no")), late: Promise.resolve(null), friend: cat },
    times: ({ by, list }: { by?: number; list: number[] }) => [list, list.map((each) => each * (by ?? 1)), null],
    pull: () => ["a", Promise.reject(new Error("b"))],
  };
  for (const type of Object.values(built.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = ({ kind }: { kind: string }) => kind;
  }
  for (const [name, field] of Object.entries(built.getQueryType()?.getFields() ?? {})) {
    field.resolve = (_, args) => {
      const value: unknown = Reflect.get(root, name);
      return typeof value === "function" ? value(args) : value;
    };
  }
  return built;
}

const { query: queries } = fc.letrec<Record<"query" | "cat" | "dog" | "named" | "pet", string>>((tie) => {
  const block = (...fields: fc.Arbitrary<string>[]) =>
    fc
      .array(fc.oneof({ depthSize: "small", withCrossShrink: true }, ...fields), { minLength: 1, maxLength: 4 })
      .map((all) => `{ ${all.join(" ")} }`);
  const leaf = (...names: string[]) => fc.constantFrom(...names);
  const below = (name: string, of: fc.Arbitrary<string>) => of.map((inner) => `${name} ${inner}`);
  const shared = leaf("name", "maybe", "__typename", "known: name");
  return {
    query: block(
      leaf("times", "times: times", "more: times(by: 2, list: [1, 2])", "__typename"),
      below("pets", tie("pet")),
      below("named(which: $which)", tie("named")),
      below("first: named(which: 0)", tie("named")),
      below("cat", tie("cat")),
      below("dog", tie("dog")),
    ).map(
      (inner) =>
        `query ($which: Int!) { ... on Query @include(if: true) ${inner} used: named(which: $which) { name } }`,
    ),
    cat: block(
      shared,
      leaf("claws", "short: claws(length: 1)", "later"),
      below("friend", tie("named")),
      below("friends", tie("named")),
    ),
    dog: block(
      shared,
      leaf("bark", "bark @skip(if: true)"),
      below("friend", tie("named")),
      below("friends", tie("named")),
    ),
    named: block(
      shared,
      below("... on Cat", tie("cat")),
      below("... on Dog", tie("dog")),
      below("... on Named", tie("named")),
    ),
    pet: block(
      leaf("__typename"),
      below("... on Cat", tie("cat")),
      below("... on Dog", tie("dog")),
      below("... on Named", tie("named")),
    ),
  };
});
