import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { buildSchema } from "graphql";
import { apiChanges } from "../../../gateway/registry/check/changes/api-changes.ts";
import { judgeChanges, type ReadUse } from "../../../gateway/registry/check/changes/judge-changes.ts";
import { checkLoading } from "../../../gateway/registry/check/check-loading.ts";
import { findingsOf, passes } from "../../../gateway/registry/check/check-result.ts";
import { databases } from "../../support/databases.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { jinkatsu } from "../cli/command-line.ts";
import { check, codesOf, findingOf, published, sdlOf, towns } from "./proposals.ts";

const good = sdlOf(`"問い合わせ。" type Query { "空。" sky: String }`);

describe("the checks of a proposed schema", () => {
  test("pass what composes, loads and breaks nothing, and give what would be served", async () => {
    const verdict = await check("weather", good);

    expect(codesOf(verdict)).toEqual(["CONTRACT_GRAPH_GAINS"]);
    expect(verdict.results.map(({ status }) => status)).toEqual(verdict.results.map(() => "completed"));
    expect(verdict.apiSdl).toContain("sky: String");
    expect(verdict.supergraphSdl).toContain("WEATHER");
  });

  test("point to the line that is no GraphQL", async () => {
    const verdict = await check("weather", "type Query {\n  sky: \n}");

    expect(findingOf(verdict, "SYNTAX").place).toEqual({ line: 3, column: 1 });
    expect(passes(verdict.results)).toBe(false);
  });

  test("point to the line that does not compose", async () => {
    const verdict = await check("weather", sdlOf("type Query { sky: Int }\ntype Town { name: Int }"));

    expect(verdict.supergraphSdl).toBeUndefined();
    expect(findingOf(verdict, "FIELD_TYPE_MISMATCH").place).toEqual({ line: 4, column: 13 });
  });

  test("name the department whose schema needs what goes, and what to do about it", async () => {
    const woods = published(
      "woods",
      `extend type Town @key(fields: "id") { "番号。" id: ID! @external "林。" wood: Int }`,
    );
    const renamed = towns.sdl.replaceAll("Town", "City").replace("city: City", "town: City");

    const { message, remedy } = findingOf(
      await check("towns", renamed, { published: [towns, woods] }),
      "EXTENSION_WITH_NO_BASE",
    );

    expect(message.en).toContain("[woods]");
    expect(remedy.en).toContain("have woods publish without it first");
    expect(remedy.ja).toContain("先に woods に直してもらってください");
  });

  test("name each trusted document that would no longer fit, and none that did not fit before", async () => {
    const documents: readonly (readonly [string, string])[] = [
      ["a1", "query People { town { people } }"],
      ["b2", "query Mayor { town { mayor } }"],
      ["c3", "{ town { name } }"],
    ];
    const shrunk = towns.sdl.replace('"人口。" people: Int', "");

    const { results } = await check("towns", shrunk, { documents });

    const findings = findingsOf(results).filter(({ code }) => code === "TRUSTED_DOCUMENT_UNFIT");
    expect(findings).toMatchObject([
      { severity: "warning", message: { en: expect.stringMatching(/^The trusted document People \(a1\).*"people"/) } },
    ]);
  });

  test("load what has access rules as the hub serves it", async () => {
    const verdict = await check("weather", sdlOf("type Query { sky: Int @authenticated }"));

    expect(passes(verdict.results)).toBe(true);
  });

  test("refuse what composes but cannot be served", async () => {
    const { supergraphSdl = "" } = await check("weather", good);
    const foreign = `@link(url: "https://specs.apollo.dev/connect/v0.3", for: EXECUTION)\n{\n  query`;
    const { result, api } = await checkLoading(supergraphSdl.replace("{\n  query", foreign));

    expect(findingsOf([result]).map(({ code, message }) => `${code} ${message.en}`)).toEqual([
      expect.stringContaining("NOT_LOADABLE It composes, but the hub's engine cannot serve it"),
      expect.stringContaining("NOT_LOADABLE It composes, but @apollo/gateway cannot serve it"),
    ]);
    expect(api).toBeDefined();
  });

  test("let through what a field is told of records around it, and say who else does not serve that", async () => {
    const head = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@context", "@fromContext"])`;
    const sdl = `${head} "問い合わせ。" type Query { "空。" sky: Sky }
      "空。" type Sky @key(fields: "id") @context(name: "sky") { "番号。" id: ID! "色。" hue: String "星。" star: Star }
      "星。" type Star @key(fields: "id") { "番号。" id: ID! "見えるか。" seen(hue: String @fromContext(field: "$sky { hue }")): Int }`;
    const verdict = await check("weather", sdl);

    expect(passes(verdict.results)).toBe(true);
    expect(findingOf(verdict, "SERVED_BY_HUB_ONLY").severity).toBe("warning");
  });

  test("compare with what is served", async () => {
    const sdl = sdlOf(
      `type Query { "町。" town: Town } "町。" type Town @key(fields: "id") { "番号。" id: ID! "名前。" name: String }`,
    );

    expect(codesOf(await check("towns", sdl))).toEqual(["CHANGE_BREAKING Town.people"]);
  });

  test("tell what goes from one audience's graph by a tag, since nobody of the whole graph would miss it", async () => {
    const sdl = towns.sdl.replace("people: Int", `people: Int @tag(name: "staff")`);

    expect(codesOf(await check("towns", sdl))).toEqual(["CONTRACT_GRAPH_LOSES"]);
  });

  test("never compose a schema that is too large", async () => {
    const fields = Array.from({ length: 50_000 }, (_, at) => `f${at}: Int`).join(" ");

    expect(codesOf(await check("weather", `type Query { ${fields} }`))).toEqual(["SCHEMA_TOO_LARGE"]);
  });

  test("stop a schema that takes too much CPU time, and leave this process alone meanwhile", async () => {
    let beats = 0;
    const timer = setInterval(() => {
      beats += 1;
    }, 1);
    const verdict = await check("weather", good, { limits: { cpuMs: 50, megabytes: 512 } });
    clearInterval(timer);

    expect(codesOf(verdict)).toEqual(["SCHEMA_TOO_COSTLY"]);
    expect(beats).toBeGreaterThan(0);
  });

  test("stop a schema that takes too much memory", async () => {
    const verdict = await check("weather", good, { limits: { cpuMs: 60_000, megabytes: 8 } });

    expect(codesOf(verdict)).toEqual(["SCHEMA_TOO_COSTLY"]);
  });

  test("say nothing of a schema that the machine did not come to, but that it may be tried again", async () => {
    const { results } = await check("weather", good, { limits: { cpuMs: 60_000, megabytes: 512, patienceMs: 1 } });

    expect(codesOf({ results })).toEqual([]);
    expect(results.find(({ status }) => status === "failed")).toMatchObject({
      reason: { en: expect.stringContaining("Try again") },
    });
    expect(passes(results)).toBe(false);
  });
});

describe("a breaking change", () => {
  const rule = { windowDays: 90, atLeast: 2, excludedClients: ["test-bench"], countUnproven: false };
  const use = {
    client: "portal",
    operationName: "Towns",
    operationHash: "abc",
    uses: 7,
    lastSeen: "2026-11-20T01:00:00.000Z",
    isProven: true,
  };
  const readUse =
    (uses: Readonly<Record<string, typeof use>>): ReadUse =>
    async (coordinate) =>
      uses[coordinate] ? [uses[coordinate]] : [];
  const judged = async (before: string, after: string, uses: Readonly<Record<string, typeof use>>, by = rule) => {
    const changes = await apiChanges(buildSchema(before), buildSchema(after));
    return judgeChanges(changes, by, readUse(uses));
  };

  const before = `interface Named { name: String } type Town implements Named { name: String size: Size people(in: Int): Int }
    enum Size { S M } input Where { a: Int b: Int } type Query { town(where: Where): Town }`;

  test("passes where nobody uses what goes", async () => {
    const result = await judged(before, before.replace("people(in: Int): Int", ""), {});

    expect(codesOf({ results: [result] })).toEqual(["CHANGE_UNUSED Town.people"]);
    expect(passes([result])).toBe(true);
  });

  test("fails where a client uses it, and names client, operation, number and day", async () => {
    const result = await judged(before, before.replace("people(in: Int): Int", ""), { "Town.people": use });

    expect(result).toMatchObject({ findings: [{ code: "CHANGE_BREAKS_CLIENT" }] });
    for (const fact of ["portal", "Towns", "7", "2026-11-20"]) expect(JSON.stringify(result)).toContain(fact);
  });

  test.each([
    ["a value, by the fields that return it", before.replace("S M", "S"), "Town.size"],
    ["an argument", before.replace("(in: Int)", ""), "Town.people.in"],
    ["an input", before.replace("b: Int", ""), "Where.b"],
    [
      "a new input that must be given, by those who give another",
      before.replace("b: Int", "b: Int c: Int!"),
      "Where.a",
    ],
    [
      "a field, by an interface of its type",
      before.replace("{ name: String size", "{ name: Int size").replace("type Town implements Named", "type Town"),
      "Named.name",
    ],
    ["a type, by its fields", before.replace(/type Town .*?\}/, "").replace(": Town", ": Size"), "Town.name"],
  ])("knows the users of %s", async (_, after, coordinate) => {
    expect(codesOf({ results: [await judged(before, after, { [coordinate]: use })] })).toEqual(
      expect.arrayContaining([expect.stringMatching(/^CHANGE_BREAKS_CLIENT/)]),
    );
  });

  test("passes where callers use it who prove nothing, and says how often; unless they count", async () => {
    const [after, uses] = [before.replace("people(in: Int): Int", ""), { "Town.people": { ...use, isProven: false } }];

    const result = await judged(before, after, uses);
    const counted = await judged(before, after, uses, { ...rule, countUnproven: true });

    expect(passes([result])).toBe(true);
    expect(codesOf({ results: [result] })).toEqual(["CHANGE_USED_UNPROVEN Town.people"]);
    expect(JSON.stringify(result)).toContain("used it 7 times in 90 days, last on 2026-11-20");
    expect(passes([counted])).toBe(false);
  });

  test.each([
    ["uses it too seldom to count", { ...use, uses: 1 }],
    ["does not count", { ...use, client: "test-bench" }],
  ])("passes where the client %s", async (_, uses) => {
    const result = await judged(before, before.replace("people(in: Int): Int", ""), { "Town.people": uses });

    expect(passes([result])).toBe(true);
  });

  test("is none where a value is added that is only taken, and dangerous where it is returned", async () => {
    const taking = "enum Size { S } type Query { town(size: Size): Int }";

    expect(await judged(taking, taking.replace("{ S }", "{ S M }"), {})).toMatchObject({ findings: [] });
    expect(await judged(before, before.replace("S M", "S M L"), {})).toMatchObject({
      findings: [{ code: "CHANGE_DANGEROUS", severity: "warning", coordinate: "Size.L" }],
    });
  });
});

describe("jinkatsu check", () => {
  const folder = temporaryFolder();
  const against = path.join(folder, "published");
  const settings = { ...databases[0].newSettings(), dataFolder: folder };
  const run = (sdl: string, ...more: readonly string[]) => {
    const schema = path.join(folder, "weather.graphql");
    mkdirSync(against, { recursive: true });
    writeFileSync(path.join(against, "towns.graphql"), towns.sdl);
    writeFileSync(schema, sdl);
    return jinkatsu(settings, ["check", "weather", "--schema", schema, "--against", against, ...more]);
  };

  test("ends with 0 where the schema can be published", async () => {
    const { code, output } = await run(good);

    expect([code, output]).toEqual([
      0,
      expect.stringMatching(/portal, departments, auditors: Query\.sky\n.*: 0 errors, 0 warnings, 1 notices\n$/s),
    ]);
  });

  test("ends with 1 and tells what, where and what to do", async () => {
    const { code, output } = await run(`${good}\ntype Town { name: Int }`);

    expect(code).toBe(1);
    expect(output).toMatch(/✗ error FIELD_TYPE_MISMATCH {2}\S*weather\.graphql:4:13\n {2}.*"Town\.name".*\n {2}→ Mend/);
  });

  test("reports in JSON for a pipeline", async () => {
    const { code, output } = await run("type Query {", "--json");

    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject({ passes: false, findings: [{ code: "SYNTAX", place: { line: 1 } }] });
  });

  test("ends with 2 without a schema, and with 3 where it cannot be read", async () => {
    const call = (...args: readonly string[]) =>
      jinkatsu(settings, ["check", "weather", "--against", against, ...args]);

    expect((await call()).code).toBe(2);
    expect((await call("--schema", path.join(folder, "nowhere"))).code).toBe(3);
  });
});
