/** The field's public benchmark as subgraphs: accounts, inventory, products and reviews, and the query that crosses them over and over. */
import { buildSubgraphSchema } from "@apollo/subgraph";
import type { GraphQLSchemaModule } from "@apollo/subgraph/dist/schema-helper/index.js";
import { type GraphQLSchema, parse } from "graphql";

const federation = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@provides", "@shareable"])`;

const sdls: Record<string, string> = {
  accounts: `type Query { me: User user(id: ID!): User users: [User] }
    type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`,
  inventory: `type Product @key(fields: "upc") { upc: String! weight: Int @external price: Int @external inStock: Boolean shippingEstimate: Int @requires(fields: "price weight") }`,
  products: `type Query { topProducts(first: Int = 5): [Product] }
    type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
  reviews: `type Review @key(fields: "id") { id: ID! body: String product: Product author: User @provides(fields: "username") }
    type User @key(fields: "id") { id: ID! username: String @external numberOfReviews: Int reviews: [Review] }
    type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
};

const users = ["Aoi", "Haruto", "Mei", "Ren", "Sakura", "Yuto"].map((name, index) => ({
  id: String(index + 1),
  name: `${name} Yamada`,
  username: `${name.toLowerCase()}${1980 + index}`,
  birthday: 1980 + index,
}));
const goods = ["Table", "Couch", "Glass", "Chair", "Television", "Lamp", "Grill", "Fridge", "Sofa"];
const products = goods.map((name, index) => ({
  upc: String(index + 1),
  name,
  price: 100 + 37 * index,
  weight: 10 + 9 * index,
  inStock: index % 3 > 0,
}));
const pairs = [
  [1, 1],
  [2, 1],
  [3, 1],
  [4, 1],
  [5, 2],
  [1, 2],
  [2, 2],
  [3, 3],
  [6, 3],
  [1, 4],
  [4, 5],
  [5, 5],
  [2, 6],
  [6, 7],
  [3, 8],
  [1, 3],
  [2, 3],
  [4, 4],
  [1, 5],
] as const;
const reviews = pairs.map(([author, product], index) => ({
  id: String(index + 1),
  body: `Review ${index + 1}: it does what it should, and a little more than that.`,
  author: String(author),
  product: String(product),
}));

export const query = `fragment User on User { id username name }
fragment Review on Review { id body }
fragment Product on Product { inStock name price shippingEstimate upc weight }
query TestQuery {
  users { ...User reviews { ...Review product { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } } } }
  topProducts { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }
}`;

export function subgraphSdls(): Map<string, string> {
  return new Map(Object.entries(sdls).map(([name, sdl]) => [name, `${federation}\n${sdl}`]));
}

export function subgraphSchema(name: string): GraphQLSchema {
  return buildSubgraphSchema({ typeDefs: parse(subgraphSdls().get(name) ?? ""), resolvers: resolvers[name] ?? {} });
}

type Key = { id: string; upc: string; price?: number; weight?: number };

const reviewOf = (each: (typeof reviews)[number]) => ({
  id: each.id,
  body: each.body,
  author: users.find(({ id }) => id === each.author),
  product: { upc: each.product },
});

const resolvers: Readonly<Record<string, NonNullable<GraphQLSchemaModule["resolvers"]>>> = {
  accounts: {
    Query: { users: () => users, me: () => users[0] },
    User: { __resolveReference: ({ id }: Key) => users.find((each) => each.id === id) },
  },
  inventory: {
    Product: {
      __resolveReference: (key: Key) => ({ ...products.find(({ upc }) => upc === key.upc), ...key }),
      shippingEstimate: ({ price = 0, weight = 0 }: Key) => (price > 200 ? 0 : Math.round(weight / 2)),
    },
  },
  products: {
    Query: { topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first) },
    Product: { __resolveReference: ({ upc }: Key) => products.find((each) => each.upc === upc) },
  },
  reviews: {
    User: {
      __resolveReference: ({ id }: Key) => ({ id }),
      username: ({ id }: Key) => users.find((each) => each.id === id)?.username,
      reviews: ({ id }: Key) => reviews.filter(({ author }) => author === id).map(reviewOf),
    },
    Product: {
      __resolveReference: ({ upc }: Key) => ({ upc }),
      reviews: ({ upc }: Key) => reviews.filter(({ product }) => product === upc).map(reviewOf),
    },
  },
};
