import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { createLog } from "#kit/log/log.ts";
import { readConfig } from "../../../gateway/config.ts";
import { startHub } from "../../../gateway/hub.ts";
import { startProcess } from "../../support/hub-process.ts";
import { post, send } from "../../support/raw-http.ts";
import { startSmallHub } from "../../support/small-hub.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const towns = {
  sdl: "type Query { town(id: ID = 1): String people: Int }",
  resolvers: { Query: { town: (_: unknown, { id }: { id: string }) => `Town ${id}`, people: () => 5 } },
};

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
const listed = "query Town($id: ID) { town(id: $id) }";
const other = "{ people }";

function listedIn(folder: string): string {
  const place = path.join(folder, "trusted");
  mkdirSync(place);
  writeFileSync(path.join(place, "town.graphql"), `${listed}\n`);
  writeFileSync(path.join(place, "codegen.json"), JSON.stringify({ people1: "query A { people }" }));
  const operations = [{ id: "apollo-1", name: "B", type: "query", body: "query B { people }" }];
  const manifest = { format: "apollo-persisted-query-manifest", version: 1, operations };
  writeFileSync(path.join(place, "apollo.json"), JSON.stringify(manifest));
  return place;
}

describe("a hub of trusted documents", () => {
  let url = "";

  beforeAll(async () => {
    const environment = { JINKATSU_DOCUMENTS: "trusted", JINKATSU_TRUSTED_DOCUMENTS: listedIn(temporaryFolder()) };
    ({ url } = await startSmallHub({ towns }, environment));
  });

  const asked = async (content: object) => JSON.parse((await post(url, content)).body);
  const persistedQuery = (text: string) => ({ version: 1, sha256Hash: hashOf(text) });

  test.each([
    ["exact text", { query: listed }],
    ["text between white space", { query: `\n${listed}  ` }],
    ["id", { documentId: hashOf(listed) }],
    ["id with the name of its hash", { documentId: `sha256:${hashOf(listed)}` }],
    ["hash of a persisted query", { extensions: { persistedQuery: persistedQuery(listed) } }],
    ["text and hash", { query: listed, extensions: { persistedQuery: persistedQuery(listed) } }],
  ])("runs a listed one by its %s", async (_, content) => {
    expect(await asked({ ...content, variables: { id: 7 } })).toEqual({ data: { town: "Town 7" } });
  });

  test.each(["people1", "apollo-1"])(
    "runs one by the id that another tool's manifest gives it (%s)",
    async (documentId) => {
      expect(await asked({ documentId })).toEqual({ data: { people: 5 } });
    },
  );

  const refused = [
    ["another document", { query: other }],
    ["another document under a listed id", { query: other, documentId: hashOf(listed) }],
    ["another document that registers itself", { query: other, extensions: { persistedQuery: persistedQuery(other) } }],
    ["a hash that is not listed", { extensions: { persistedQuery: persistedQuery(other) } }],
    ["a listed one with another alias", { query: listed.replace("town(", "t: town(") }],
    ["a listed one with something added", { query: `${listed} query More { people }`, operationName: "More" }],
    ["introspection", { query: "{ __schema { types { name } } }" }],
    ["the smallest query", { query: "{ __typename }" }],
    ["a document that cannot be parsed", { query: "{ towns" }],
    ["a document that is no text", { query: { kind: "Document" } }],
    ["an unknown id", { documentId: "nothing" }],
    ["an id that is no text", { documentId: [hashOf(listed)] }],
    ["no document", { variables: {} }],
  ] as const;

  test.each(refused)("refuses %s, and says no more than that", async (_, content) => {
    expect(await asked(content)).toEqual({
      errors: [
        {
          message: expect.stringContaining("listed as trusted"),
          extensions: {
            code: "DOCUMENT_NOT_TRUSTED",
            text: { ja: expect.any(String), en: expect.any(String) },
            requestId: expect.any(String),
          },
        },
      ],
    });
  });

  test.each(refused)("refuses %s over server-sent events", async (_, content) => {
    const { body } = await post(url, content, { accept: "text/event-stream" });

    expect(body).toContain("DOCUMENT_NOT_TRUSTED");
    expect(body).not.toContain('"data"');
  });

  const headers = { "apollo-require-preflight": "1" };

  test("takes a listed one in a GET, and no other", async () => {
    const get = (search: string) => send(url, { method: "GET", path: `/graphql?${search}`, headers });

    expect((await get(`documentId=${hashOf(listed)}`)).body).toContain("Town 1");
    expect((await get(`query=${encodeURIComponent(other)}`)).body).toContain("DOCUMENT_NOT_TRUSTED");
    expect((await get("query=")).body).toContain("DOCUMENT_NOT_TRUSTED");
    const both = `query=${encodeURIComponent(listed)}&query=${encodeURIComponent(other)}`;
    expect(await get(both)).toMatchObject({ status: 400, body: expect.not.stringContaining('"data"') });
  });

  test("runs no list of documents", async () => {
    const { status, body } = await post(url, [{ query: listed }, { query: other }]);

    expect(status).toBe(400);
    expect(body).not.toContain('"data"');
  });
});

describe("a hub of any documents", () => {
  let url = "";

  beforeAll(async () => {
    ({ url } = await startSmallHub({ towns }, { JINKATSU_TRUSTED_DOCUMENTS: listedIn(temporaryFolder()) }));
  });

  test("knows the listed ones by id, and runs all others too", async () => {
    const byId = await post(url, { documentId: hashOf(listed) });
    const byText = await post(url, { query: other });

    expect(JSON.parse(byId.body)).toEqual({ data: { town: "Town 1" } });
    expect(JSON.parse(byText.body)).toEqual({ data: { people: 5 } });
  });

  test("says of an unknown id that it wants the text", async () => {
    const { body } = await post(url, { documentId: "nothing" });

    expect(JSON.parse(body).errors).toMatchObject([{ extensions: { code: "DOCUMENT_UNKNOWN" } }]);
  });
});

describe("the start of a hub", () => {
  const startWith = (environment: Readonly<Record<string, string>>) =>
    startHub({ config: readConfig({ JINKATSU_PORT: "0", ...environment }), log: createLog("silent") });

  test("fails where only trusted documents may run and there are none", async () => {
    const JINKATSU_TRUSTED_DOCUMENTS = path.join(temporaryFolder(), "nothing");

    const start = startWith({ JINKATSU_DOCUMENTS: "trusted", JINKATSU_TRUSTED_DOCUMENTS });

    await expect(start).rejects.toMatchObject({ code: "TRUSTED_DOCUMENTS_MISSING" });
  });

  test.each([
    ["broken.json", "{"],
    ["list.json", "[]"],
    ["number.json", '{"a": 1}'],
    ["syntax.json", '{"a": "{ town"}'],
    ["syntax.graphql", "{ town"],
  ])("fails on a list that cannot be read (%s)", async (name, text) => {
    const file = path.join(temporaryFolder(), name);
    writeFileSync(file, text);

    const start = startWith({ JINKATSU_TRUSTED_DOCUMENTS: file });

    await expect(start).rejects.toMatchObject({
      code: "TRUSTED_DOCUMENTS_UNREADABLE",
      text: { en: expect.stringContaining(file) },
    });
  });
});

describe("jinkatsu trust", () => {
  test("writes a list that a hub runs documents of", async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, "town.graphql");
    const manifest = path.join(folder, "lists", "ours.json");
    writeFileSync(file, `${listed}\n`);

    const { code } = await startProcess(["gateway/cli/main.ts", "trust", file, "--out", manifest], {}).ended;
    const { url } = await startSmallHub(
      { towns },
      { JINKATSU_DOCUMENTS: "trusted", JINKATSU_TRUSTED_DOCUMENTS: manifest },
    );

    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(manifest, "utf8"))).toEqual({ [hashOf(listed)]: listed });
    expect((await post(url, { query: listed })).body).toContain("Town 1");
  });

  test("lists nothing if one of the files is no GraphQL document", async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, "a.graphql"), listed);
    writeFileSync(path.join(folder, "b.graphql"), "{ town");
    const manifest = path.join(folder, "list.json");
    const files = ["a", "b"].map((name) => path.join(folder, `${name}.graphql`));

    const command = startProcess(["gateway/cli/main.ts", "trust", ...files, "--out", manifest, "--json"], {});

    expect(await command.ended).toMatchObject({ code: 3 });
    expect(JSON.parse(command.stdout()).error).toMatchObject({ code: "DOCUMENT_FILE_INVALID" });
    expect(() => readFileSync(manifest)).toThrow();
  });
});
