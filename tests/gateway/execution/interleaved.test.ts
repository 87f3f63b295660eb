/** Answers of several subgraphs about one record, in whatever order they come. */
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import type { SubgraphLink } from "../../../gateway/execution/index.ts";
import { type Department, federate } from "./federation.ts";

const products = ["1", "2", "3"];

/** `details` is reached only through shop's product, `id` only through stock's, and `name` through the category itself. */
const departments: Readonly<Record<string, Department>> = {
  list: {
    sdl: 'type Query { product: Product products: [Product] } type Product @key(fields: "id") { id: ID }',
    resolvers: { Query: { product: () => ({ id: "1" }), products: () => products.map((id) => ({ id })) } },
  },
  shop: {
    sdl: `type Product @key(fields: "id") { id: ID @external category: Category @shareable categories: [Category] @shareable }
      type Category { details: String inner: Inner @shareable } type Inner { depth: Int }`,
    resolvers: {
      Product: {
        __resolveReference: ({ id }: { id: string }) => ({
          category: { details: `about ${id}`, inner: { depth: 7 } },
          categories: [{ details: `first of ${id}` }, { details: `second of ${id}` }],
        }),
      },
    },
  },
  stock: {
    sdl: `type Product @key(fields: "id") { id: ID @external category: Category @shareable categories: [Category] @shareable }
      type Category { id: ID @shareable inner: Inner @shareable } type Inner { label: Label } type Label @key(fields: "id") { id: ID }`,
    resolvers: {
      Product: {
        // Every product is of one category, which the engine asks for once.
        __resolveReference: () => ({
          category: { id: "9", inner: { label: { id: "l" } } },
          categories: [{ id: "9" }, { id: "8" }],
        }),
      },
    },
  },
  names: {
    sdl: `type Category @key(fields: "id") { id: ID name: String broken: String }
      type Label @key(fields: "id") { id: ID text: String }`,
    resolvers: {
      Category: {
        __resolveReference: ({ id }: { id: string }) => ({ id, name: `named ${id}` }),
        broken: () => {
          throw new Error("no such thing");
        },
      },
      Label: { __resolveReference: ({ id }: { id: string }) => ({ id, text: `said ${id}` }) },
    },
  },
};

/** How long each of the three takes, in steps, so that every order of their answers occurs. */
const orders = [
  [0, 0, 0],
  [1, 0, 2],
  [2, 0, 1],
  [0, 1, 2],
  [0, 2, 1],
  [1, 2, 0],
  [2, 1, 0],
  [3, 0, 1],
] as const;

const step = 15;

async function ask(query: string, [shop, stock, names]: readonly [number, number, number]) {
  const delays = new Map([
    ["shop", shop],
    ["stock", stock],
    ["names", names],
  ]);
  const wrapFor = (name: string, link: SubgraphLink): SubgraphLink => ({
    async execute(request) {
      await sleep((delays.get(name) ?? 0) * step);
      return link.execute(request);
    },
  });
  const federation = await federate(departments, { wrap: wrapFor });
  const answer = await federation.run(query);
  await federation.stop();
  return answer;
}

describe.each(orders)("with answers after %i, %i and %i steps", (...order) => {
  test("a record that is completed meanwhile by another subgraph keeps what was asked of it", async () => {
    const { data, errors } = await ask("{ product { category { id name details } } }", order);

    expect([data, errors]).toEqual([
      { product: { category: { id: "9", name: "named 9", details: "about 1" } } },
      undefined,
    ]);
  });

  test("so does one that stands at several places, each with something of its own", async () => {
    const { data, errors } = await ask("{ products { category { name details } } }", order);

    expect([data, errors]).toEqual([
      { products: products.map((id) => ({ category: { name: "named 9", details: `about ${id}` } })) },
      undefined,
    ]);
  });

  test("so do those of lists", async () => {
    const { data, errors } = await ask("{ products { categories { name details } } }", order);

    expect([data, errors]).toEqual([
      {
        products: products.map((id) => ({
          categories: [
            { name: "named 9", details: `first of ${id}` },
            { name: "named 8", details: `second of ${id}` },
          ],
        })),
      },
      undefined,
    ]);
  });

  test("so does one below a value that both complete", async () => {
    const { data, errors } = await ask("{ product { category { inner { depth label { text } } } } }", order);

    expect([data, errors]).toEqual([
      { product: { category: { inner: { depth: 7, label: { text: "said l" } } } } },
      undefined,
    ]);
  });

  test("an error is reported at every place where the record stands then", async () => {
    const { data, errors } = await ask("{ products { category { name broken details } } }", order);

    expect(data).toEqual({
      products: products.map((id) => ({ category: { name: "named 9", broken: null, details: `about ${id}` } })),
    });
    const paths = (errors ?? []).map(({ path }) => path?.join("."));
    expect(paths.sort()).toEqual(products.map((_, index) => `products.${index}.category.broken`));
  });
});
