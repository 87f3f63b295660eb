/** A mutation whose answer fails below its field is told as saved, wherever the subgraph runs; elsewhere errors stay what they are. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { errors } from "#kit/errors.ts";
import { ask } from "../../support/ask.ts";
import { type SubgraphServer, serveSmallSubgraph } from "../../support/small-subgraph.ts";
import { serveHub, subgraphOf } from "../../support/test-hub.ts";

const full = () => {
  throw errors.databaseFull();
};

const notes = subgraphOf(
  "notes",
  `type Query { note: Note } type Mutation { write: Note refuse: Note }
   type Note @key(fields: "id") { id: ID! text: String }`,
  {
    Query: { note: () => ({ id: "1" }) },
    Mutation: { write: () => ({ id: "1" }), refuse: full },
    Note: { text: full },
  },
);
const readers = {
  name: "readers",
  sdl: `type Note @key(fields: "id") { id: ID! reads: Int }`,
  resolvers: { Note: { __resolveReference: (note: object) => note, reads: full } },
};

let server: SubgraphServer;

beforeAll(async () => {
  server = await serveSmallSubgraph(readers);
});

afterAll(() => server.close());

describe("an answer that fails", () => {
  const told = async (query: string) => {
    const hub = await serveHub([notes], {}, [{ name: "readers", url: server.url }]);
    const { errors: found = [] } = await ask(hub.url, query);
    return found.map(({ path, extensions }) => [path?.join("."), extensions?.code]);
  };

  test("below a mutation's field says that the change is saved, also where another subgraph was asked for more", async () => {
    expect(await told("mutation { write { id text reads } }")).toEqual(
      expect.arrayContaining([
        ["write.text", "SAVED_NOT_SHOWN"],
        ["write.reads", "SAVED_NOT_SHOWN"],
      ]),
    );
  }, 400_000);

  test("at the mutation's field, or in a query, says what it says", async () => {
    expect(await told("mutation { refuse { id } }")).toEqual([["refuse", "DATABASE_FULL"]]);
    expect(await told("{ note { text } }")).toEqual([["note.text", "DATABASE_FULL"]]);
  }, 400_000);
});
