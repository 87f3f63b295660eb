import { describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import { checkContract } from "../../../gateway/registry/check/check-contract.ts";
import { checkDesign } from "../../../gateway/registry/check/check-design.ts";
import { checkOverlap } from "../../../gateway/registry/check/check-overlap.ts";
import { checkOwnership } from "../../../gateway/registry/check/check-ownership.ts";
import type { CheckResult } from "../../../gateway/registry/check/check-result.ts";
import { passes } from "../../../gateway/registry/check/check-result.ts";
import { countFindings } from "../../../gateway/registry/check/check-size.ts";
import { readSchema } from "../../../gateway/registry/check/read-schema.ts";
import { type World, worldOf } from "../../../gateway/registry/check/world.ts";
import { readDesignPolicy } from "../../../gateway/registry/policy.ts";
import { departments } from "../../support/departments.ts";
import { codesOf, published, sdlOf, towns } from "./proposals.ts";

function world(name: string, sdl: string, before = [towns]): World {
  const reading = readSchema(sdl);
  if (reading.outcome === "unreadable") throw new Error(JSON.stringify(reading.finding));
  return worldOf({ name, url: undefined, sdl }, reading.schema, before);
}

const codes = (result: CheckResult) => codesOf({ results: [result] });
const designOf = (sdl: string) => codes(checkDesign(world("weather", sdlOf(sdl)), readDesignPolicy()));

describe("the design of a schema", () => {
  test("is described in Japanese, part by part", () => {
    const sdl = `"天気。" type Sky { "色。" colour: Hue wind: Int } enum Hue { "青。" BLUE GREY }`;

    expect(designOf(sdl)).toEqual([
      "DESCRIPTION_MISSING Sky.wind",
      "DESCRIPTION_MISSING Hue",
      "DESCRIPTION_MISSING Hue.GREY",
    ]);
  });

  test("lets nobody take the answers of others away with a field that may not be null", () => {
    const sdl = `type Town @key(fields: "id") { id: ID! "雨量。" rain: Int! "風。" wind: Int }
      type Query { "空。" sky: String! "雲。" cloud: String }`;

    expect(designOf(sdl)).toEqual(["CONTRIBUTED_NOT_NULLABLE Town.rain", "CONTRIBUTED_NOT_NULLABLE Query.sky"]);
  });

  test("gives lists of records in pages", () => {
    const sdl = `type Query { "町。" towns: [Town!] "番号の町。" byId(ids: [ID!]!): [Town] "語。" words: [String!] }`;

    expect(designOf(sdl)).toEqual(["LIST_WITHOUT_PAGES Query.towns"]);
  });

  test("deprecates to the end of a fiscal year", () => {
    const sdl = `"空。" type Sky {
      "甲。" a: Int @deprecated(reason: "2027-03-31 まで。b を使う")
      "乙。" b: Int @deprecated
      "丙。" c: Int @deprecated(reason: "2027-06-30 まで")
    }`;

    expect(designOf(sdl)).toEqual(["DEPRECATION_WITHOUT_DATE Sky.b", "DEPRECATION_WITHIN_YEAR Sky.c"]);
  });

  test("has no personal data without a classification", () => {
    const sdl = `"人。" type Person {
      "誕生日。" dateOfBirth: String
      "連絡先。" staffPhoneNumber: String
      "窓口。" deskPhoneNumber: String @tag(name: "data-public")
      "級。" careWorkerLevels: Int
    }`;

    expect(designOf(sdl)).toEqual(["PERSONAL_DATA Person.dateOfBirth", "PERSONAL_DATA Person.staffPhoneNumber"]);
  });

  test("names only audiences that there are, since a slip would open to everybody what was meant for a few", () => {
    const sdl = `"空。" type Sky @tag(name: "staf") {
      "甲。" a: Int @tag(name: "staff")
      "乙。" b("丙。" c: Int): Int @tag(name: "adit")
    }`;

    expect(designOf(sdl)).toEqual(["AUDIENCE_UNKNOWN Sky", "AUDIENCE_UNKNOWN Sky.b"]);
  });

  test("says of each change whom it is for", () => {
    const sdl = `type Mutation { "甲。" a: Int "乙。" b: Int @tag(name: "staff") "丙。" c: Int @tag(name: "public") }`;

    expect(designOf(sdl)).toEqual(["AUDIENCE_MISSING Mutation.a"]);
  });
});

describe("the contract", () => {
  test("holds for every department that the kit makes", () => {
    for (const { code, sdl } of departments) expect([code, codes(checkContract(world(code, sdl)))]).toEqual([code, []]);
  });

  test("needs the key, each field, its type and its sharing", () => {
    const [{ code, sdl } = { code: "", sdl: "" }] = departments;
    const spoilt = sdl
      .replace(/(type \w+Measure implements [^@{]*)@key\(fields: "id"\)/, "$1")
      .replace(/pillar: Pillar @shareable/, "pillar: Pillar")
      .replace(/version: Int! @shareable/, "version: Int @shareable")
      .replace(/predecessorId: ID @shareable/, "otherId: ID @shareable");

    expect(codes(checkContract(world(code, spoilt))).map((text) => text.replace(/ \w+/, ""))).toEqual([
      "CONTRACT_KEY_MISSING",
      "CONTRACT_FIELD_DIFFERS.version",
      "CONTRACT_FIELD_MISSING.predecessorId",
      "CONTRACT_FIELD_NOT_SHARED.pillar",
    ]);
  });
});

describe("the ownership of types", () => {
  const policy = readDesignPolicy().contract;
  const ownershipOf = (sdl: string, before = [towns]) => checkOwnership(world("weather", sdl, before), { policy });

  test("makes the taking of a field wait for the department that answers it now", () => {
    const result = ownershipOf(sdlOf(`type Town @key(fields: "id") { id: ID! people: Int @override(from: "towns") }`), [
      towns,
      published("weather", `type Town @key(fields: "id") { id: ID! }`),
    ]);

    expect(result).toMatchObject({
      findings: [{ code: "FIELD_TAKEN", coordinate: "Town.people", severity: "error", awaits: "towns" }],
    });
  });

  test.each([
    [
      "renamed",
      `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", { name: "@override", as: "@mine" }])`,
      "@mine",
    ],
    [
      "prefixed",
      `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])`,
      "@federation__override",
    ],
    [
      "prefixed anew",
      `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", as: "f", import: ["@key"])`,
      "@f__override",
    ],
  ])("sees a field taken by a directive that is %s", (_, head, directive) => {
    const sdl = `${head} type Town @key(fields: "id") { id: ID! people: Int ${directive}(from: "towns") }`;

    expect(codes(ownershipOf(sdl))).toContain("FIELD_TAKEN Town.people");
  });

  test("makes a new key, requirement or sharing on a type of others wait for its owner, and only once", () => {
    const sdl = `type Town @key(fields: "id") { id: ID! people: Int @external rain: Int @requires(fields: "people") }`;

    expect(codes(ownershipOf(sdlOf(sdl)))).toEqual(["FOREIGN_TYPE_CLAIMED Town", "FOREIGN_TYPE_CLAIMED Town.rain"]);
    expect(codes(ownershipOf(sdlOf(sdl), [towns, published("weather", sdl)]))).toEqual([]);
  });

  test("asks nobody about what every department publishes alike", () => {
    const all = departments.map(({ code, sdl }) => ({ name: code, url: "", sdl }));
    for (const { code, sdl } of departments) {
      const others = all.filter(({ name }) => name !== code);
      expect([code, codes(checkOwnership(world(code, sdl, others), { policy }))]).toEqual([code, []]);
    }
  });

  test("makes the removal of an access rule wait", () => {
    const before = published("weather", `type Query { sky: Int @authenticated }`);

    expect(codes(ownershipOf(sdlOf("type Query { sky: Int }"), [before]))).toEqual(["ACCESS_RULE_REMOVED Query.sky"]);
  });

  test("sees through an access rule that only bears the name", () => {
    const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
      directive @authenticated on FIELD_DEFINITION
      type Query { sky: Int @authenticated }`;

    expect(codes(ownershipOf(sdl))).toEqual(["RULE_LOOK_ALIKE"]);
  });
});

describe("the overlap of concepts", () => {
  test("names what another department already has, by its values, its name or its description", () => {
    const before = published(
      "towns",
      `enum TownsSeason { SPRING SUMMER AUTUMN WINTER } type TownsDesk { a: Int }
       "冬に雪を除く作業を引き受ける事業者の登録名簿。" type Snow { a: Int }`,
    );
    const sdl = `enum TimeOfYear { SPRING SUMMER AUTUMN } type WeatherDesk { b: Int }
      "雪を除く作業を冬に引き受ける事業者の名簿。" type Plough { b: Int }
      enum Sky { BLUE GREY BLACK }`;

    expect(codes(checkOverlap(world("weather", sdl, [before])))).toEqual([
      "CONCEPT_RESEMBLES TimeOfYear",
      "CONCEPT_RESEMBLES WeatherDesk",
      "CONCEPT_RESEMBLES Plough",
    ]);
  });
});

describe("the size of a schema", () => {
  test.each([
    ["types", (count: number) => Array.from({ length: count }, (_, at) => `scalar S${at}`).join("\n"), 2_000],
    [
      "fields",
      (count: number) => `type Query { ${Array.from({ length: count }, (_, at) => `f${at}: Int`).join(" ")} }`,
      5_000,
    ],
    ["uses of directives", (count: number) => `scalar S ${'@tag(name: "a") '.repeat(count)}`, 20_000],
  ])("is bounded in %s", (what, sdlOfSize, cap) => {
    expect(countFindings(parse(sdlOfSize(cap)))).toEqual([]);
    expect(countFindings(parse(sdlOfSize(cap + 1)))).toMatchObject([
      { code: "SCHEMA_TOO_LARGE", message: { en: expect.stringContaining(what) } },
    ]);
  });
});

describe("a list of results", () => {
  test("holds a schema back by an error and by a check that could not be carried out, by nothing else", () => {
    const reason = { ja: "", en: "" };

    expect(passes([{ check: "name", status: "skipped", reason }])).toBe(true);
    expect(passes([{ check: "name", status: "failed", reason }])).toBe(false);
    expect(passes([checkDesign(world("weather", "scalar S"), readDesignPolicy())])).toBe(true);
  });
});
