/** What is easily got wrong at a command line, and how it is named. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import iconv from "iconv-lite";
import { readPublishedFolder } from "../../../gateway/cli/registry/read-published-folder.ts";
import { readSchemaFile } from "../../../gateway/cli/registry/read-schema-file.ts";
import { reservedFindings } from "../../../gateway/registry/check/reserved-words.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { jinkatsu } from "./command-line.ts";

const sdl = `"問い合わせ。" type Query { "天気。" weather: String }`;
const folder = temporaryFolder();

describe("a schema file", () => {
  const encodings = [
    ["cp932", "CP932"],
    ["utf16-le", "UTF-16"],
    ["utf16-be", "UTF-16"],
  ] as const;

  test.each(encodings)("in %s is named with its encoding", (encoding, named) => {
    const file = path.join(folder, `${encoding}.graphql`);
    writeFileSync(file, iconv.encode(sdl, encoding));

    expect(() => readSchemaFile(file)).toThrow(
      expect.objectContaining({
        code: "SCHEMA_FILE_ENCODING",
        text: expect.objectContaining({ en: expect.stringContaining(named) }),
      }),
    );
  });

  test("in UTF-8 is read, with a mark at its start and without", () => {
    const file = path.join(folder, "marked.graphql");
    writeFileSync(file, `\uFEFF${sdl}`);

    expect(readSchemaFile(file)).toBe(sdl);
  });

  test("without a word is named, and is no mistake on a line", () => {
    const file = path.join(folder, "empty.graphql");
    writeFileSync(file, " \n");

    expect(() => readSchemaFile(file)).toThrow(expect.objectContaining({ code: "SCHEMA_FILE_EMPTY" }));
  });

  test("without a word among those that are published is named", () => {
    const others = path.join(folder, "published");
    mkdirSync(others);
    writeFileSync(path.join(others, "towns.graphql"), "\n");

    expect(() => readPublishedFolder(others)).toThrow(
      expect.objectContaining({
        code: "SCHEMA_FILE_EMPTY",
        text: expect.objectContaining({ en: expect.stringContaining("towns.graphql") }),
      }),
    );
  });
});

test("what federation gives every subgraph is not for a schema to define", () => {
  const findings = reservedFindings(
    parse(
      `type Query { _entities(representations: [_Any!]!): [X]! _service: Int ok: Int } scalar _Any type X { _service: Int }`,
    ),
  );

  expect(findings.map(({ code, coordinate }) => `${code} ${coordinate}`)).toEqual([
    "NAME_OF_FEDERATION Query._entities",
    "NAME_OF_FEDERATION Query._service",
    "NAME_OF_FEDERATION _Any",
  ]);
});

describe("the command line", () => {
  const settings = { dataFolder: folder, databaseUrl: undefined };

  test("suggests the command that was meant, in both languages", async () => {
    const [en, ja] = await Promise.all([
      jinkatsu(settings, ["publsh", "--lang", "en"]),
      jinkatsu(settings, ["publsh", "--lang", "ja"]),
    ]);

    expect([en.code, ja.code]).toEqual([2, 2]);
    expect(en.notes).toContain("Did you mean publish?");
    expect(ja.notes).toContain("もしかして: publish。");
  });

  test("says that an approval wants its reason", async () => {
    expect((await jinkatsu(settings, ["approve", "--help"])).output).toMatch(/--reason <text> +why \(required\)/);
  });

  test("checks at the hub of JINKATSU_HUB, where no folder is named", async () => {
    const file = path.join(folder, "weather.graphql");
    writeFileSync(file, sdl);

    const { code, notes } = await jinkatsu(settings, ["check", "weather", "--schema", file], {
      LANG: "en_US.UTF-8",
      JINKATSU_HUB: "http://127.0.0.1:9",
    });

    expect([code, notes]).toEqual([3, expect.stringContaining("http://127.0.0.1:9")]);
  });
});
