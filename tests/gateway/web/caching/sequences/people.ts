/** A subgraph with what not everybody may see beside what everybody may: it knows its revisions, and who asks. */
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import type { Caller, Subgraph } from "#kit/server/subgraph.ts";

export interface People {
  readonly subgraph: Subgraph;
  /** Says something else from now on. */
  change(): void;
}

/** In every answer that is not for everybody. */
export const mark = "only-for-";

const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT
  enum CacheControlScope { PUBLIC PRIVATE }
  type Query {
    count: Int @cacheControl(maxAge: 60)
    me: String @cacheControl(maxAge: 60, scope: PRIVATE)
    greeting: String @authenticated @cacheControl(maxAge: 60)
    unsaid: Int
  }
`;

interface Context extends Caller {
  readRevision(): Promise<string>;
}

export function openPeople(): People {
  let count = 0;
  const markOf = ({ identity }: Context) => `${mark}${identity.roles.join("-")}-${identity.subject ?? "nobody"}`;
  const resolvers = {
    Query: {
      count: () => count,
      me: (_: unknown, __: unknown, context: Context) => markOf(context),
      greeting: (_: unknown, __: unknown, context: Context) => `${count} ${markOf(context)}`,
      unsaid: () => count,
    },
  };
  return {
    change: () => {
      count++;
    },
    subgraph: {
      name: "people",
      sdl,
      schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]),
      createContext: (caller): Context => ({ ...caller, readRevision: async () => `people-${count}` }),
      close: async () => undefined,
    },
  };
}
