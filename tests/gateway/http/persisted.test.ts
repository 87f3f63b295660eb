import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { post, send } from "../../support/raw-http.ts";
import { startSmallHub } from "../../support/small-hub.ts";

let url = "";

beforeAll(async () => {
  const sdl = "type Query { town: String } type Mutation { rename: String }";
  const resolvers = { Query: { town: () => "Himi" }, Mutation: { rename: () => "Tonami" } };
  ({ url } = await startSmallHub({ towns: { sdl, resolvers } }));
});

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });

async function asked(content: object) {
  const { body } = await post(url, content);
  return JSON.parse(body);
}

async function got(text: string) {
  const search = new URLSearchParams({ extensions: JSON.stringify(persisted(hashOf(text))) });
  const headers = { "apollo-require-preflight": "1" };
  return send(url, { method: "GET", path: `/graphql?${search}`, headers });
}

describe("a persisted query", () => {
  test("is asked for, given once, and known from then on", async () => {
    const query = "{ town }";

    const before = await asked({ extensions: persisted(hashOf(query)) });
    const given = await asked({ query, extensions: persisted(hashOf(query)) });
    const after = await asked({ extensions: persisted(hashOf(query)) });

    expect(before.errors).toMatchObject([{ extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }]);
    expect(given).toEqual({ data: { town: "Himi" } });
    expect(after).toEqual({ data: { town: "Himi" } });
  });

  test("runs by its hash in a GET", async () => {
    const query = "query ByGet { town }";
    await asked({ query, extensions: persisted(hashOf(query)) });

    const { body } = await got(query);

    expect(JSON.parse(body)).toEqual({ data: { town: "Himi" } });
  });

  test("is refused with another text's hash, and not remembered", async () => {
    const query = "query Honest { town }";
    const hash = hashOf("query Other { town }");

    const { errors } = await asked({ query, extensions: persisted(hash) });
    const after = await asked({ extensions: persisted(hash) });

    expect(errors).toMatchObject([{ extensions: { code: "DOCUMENT_HASH_WRONG", text: { ja: expect.any(String) } } }]);
    expect(after.errors).toMatchObject([{ extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }]);
  });

  test.each([{ version: 2, sha256Hash: hashOf("x") }, { version: 1 }, "x"])(
    "of an unknown form is refused",
    async (persistedQuery) => {
      const { errors } = await asked({ query: "{ town }", extensions: { persistedQuery } });

      expect(errors).toMatchObject([{ extensions: { code: "DOCUMENT_HASH_WRONG" } }]);
    },
  );

  test("that changes something does not run in a GET", async () => {
    const query = "mutation { rename }";
    await asked({ query, extensions: persisted(hashOf(query)) });

    const { status } = await got(query);

    expect(status).toBe(405);
  });
});
