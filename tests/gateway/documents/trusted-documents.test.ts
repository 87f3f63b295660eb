import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { pino } from "pino";
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

describe("lists of documents", () => {
  const text = "query Listed { people }";
  const md5 = createHash("md5").update(text).digest("hex");
  const documentId = hashOf(text);
  const persisted = { extensions: { persistedQuery: { version: 1, sha256Hash: documentId } } };
  const start = async (files: Readonly<Record<string, string>>) => {
    const JINKATSU_TRUSTED_DOCUMENTS = temporaryFolder();
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(JINKATSU_TRUSTED_DOCUMENTS, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    const hub = await startSmallHub({ towns }, { JINKATSU_DOCUMENTS: "trusted", JINKATSU_TRUSTED_DOCUMENTS });
    return { hub, folder: JINKATSU_TRUSTED_DOCUMENTS };
  };
  const answered = async ({ url }: { readonly url: string }, content: object) =>
    JSON.parse((await post(url, content)).body);

  test.each<[string, Record<string, string>, object]>([
    [
      "the client preset's with the hash's name",
      { "p.json": JSON.stringify({ [`sha256:${documentId}`]: text }) },
      { documentId },
    ],
    [
      "the client preset's without it",
      { "p.json": JSON.stringify({ [documentId]: text }) },
      { documentId: `sha256:${documentId}` },
    ],
    ["Relay's, by its own id", { "relay.json": JSON.stringify({ [md5]: text }) }, { documentId: md5 }],
    ["Relay's, by the hash of a persisted query", { "relay.json": JSON.stringify({ [md5]: text }) }, persisted],
    ["folders of files", { "pages/home/people.graphql": `${text}\n` }, { documentId }],
    ["files that end with .gql", { "people.gql": `${text}\n` }, { documentId }],
  ])("are read as tools write them: %s", async (_, files, content) => {
    const { hub } = await start(files);

    expect(await answered(hub, content)).toEqual({ data: { people: 5 } });
  });

  test.each<[string, Record<string, string>, RegExp]>([
    [
      "with one id twice",
      { "a.json": `{"x": ${JSON.stringify(text)}, "x": "{ people }"}` },
      /a\.json.*document x is there twice/,
    ],
    [
      "of Apollo's with one id twice",
      {
        "a.json": JSON.stringify({
          format: "apollo-persisted-query-manifest",
          operations: [text, "{ people }"].map((body) => ({ id: "x", body })),
        }),
      },
      /document x is there twice/,
    ],
    [
      "with a hash that is not the document's",
      { "a.json": JSON.stringify({ [hashOf("{ other }")]: text }) },
      /another SHA-256/,
    ],
    [
      "with a named hash that is not the document's",
      { "a.json": JSON.stringify({ "sha256:1f": text }) },
      /another SHA-256/,
    ],
    [
      "that call two documents the same",
      { "a.json": JSON.stringify({ x: text }), "b.json": '{"x": "{ people }"}' },
      /b\.json.*document x is another one/,
    ],
    ["of 17 MB", { "a.json": JSON.stringify({ x: `{ people } #${"x".repeat(17 << 20)}` }) }, /at most 16777216/],
  ])("%s are refused with their place", async (_, files, said) => {
    await expect(start(files)).rejects.toMatchObject({
      code: "TRUSTED_DOCUMENTS_UNREADABLE",
      text: { en: expect.stringMatching(said) },
    });
  });

  test("are read again when they change, and stay as they were where they cannot be read", async () => {
    const { hub, folder } = await start({ "town.graphql": listed });
    const town = { documentId: hashOf(listed) };
    const isRun = async (content: object) => "data" in (await answered(hub, content));
    const becomes = async (content: object, expected: boolean) => {
      while ((await isRun(content)) !== expected) await new Promise((resolve) => setTimeout(resolve, 100));
    };

    writeFileSync(path.join(folder, "people.json"), JSON.stringify({ people: text }));
    await becomes({ documentId: "people" }, true);
    rmSync(path.join(folder, "town.graphql"));
    await becomes(town, false);
    writeFileSync(path.join(folder, "people.json"), "{");
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await isRun({ documentId: "people" })).toBe(true);
    symlinkSync("loop.json", path.join(folder, "loop.json"));
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await isRun({ documentId: "people" })).toBe(true);
    rmSync(path.join(folder, "loop.json"));
    rmSync(path.join(folder, "people.json"));
    writeFileSync(path.join(folder, "town.graphql"), listed);
    await becomes(town, true);
    expect(await isRun({ documentId: "people" })).toBe(false);
  });

  test("that the graph cannot answer are named in the log, with their operation and what is wrong, whenever either changes", async () => {
    const folder = temporaryFolder();
    const lines: string[] = [];
    const log = pino({ level: "warn", base: null }, { write: (line: string) => void lines.push(line) });
    const told = () => lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg.startsWith("trusted document"));
    writeFileSync(path.join(folder, "a.json"), JSON.stringify({ gone: "query Gone { mayor }", there: text }));
    await startSmallHub({ towns }, { JINKATSU_TRUSTED_DOCUMENTS: folder }, { log });

    expect(told()).toMatchObject([{ id: "gone", operation: "Gone", reason: expect.stringContaining("mayor") }]);
    writeFileSync(path.join(folder, "b.json"), JSON.stringify({ later: "{ mayoress }" }));
    while (told().length < 3) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(told().map(({ id }) => id)).toEqual(["gone", "gone", "later"]);
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

  test("takes over other tools' lists and folders of files", async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, "pages"));
    writeFileSync(path.join(folder, "pages", "town.graphql"), listed);
    writeFileSync(path.join(folder, "relay.json"), JSON.stringify({ abc: other }));
    const manifest = path.join(folder, "out", "all.json");
    const from = ["pages", "relay.json"].map((name) => path.join(folder, name));

    const { code } = await startProcess(["gateway/cli/main.ts", "trust", ...from, "--out", manifest], {}).ended;

    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(manifest, "utf8"))).toEqual({ [hashOf(listed)]: listed, abc: other });
  });

  test("lists nothing if two of the places call two documents the same", async () => {
    const folder = temporaryFolder();
    const files = ["a", "b"].map((name) => path.join(folder, `${name}.json`));
    for (const [index, file] of files.entries()) writeFileSync(file, JSON.stringify({ x: [listed, other][index] }));
    const manifest = path.join(folder, "list", "all.json");

    const command = startProcess(["gateway/cli/main.ts", "trust", ...files, "--out", manifest, "--json"], {});

    expect(await command.ended).toMatchObject({ code: 3 });
    expect(command.stdout()).toContain("document x is another one in another file");
    expect(() => readFileSync(manifest)).toThrow();
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
