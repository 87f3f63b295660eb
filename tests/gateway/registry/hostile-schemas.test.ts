import { describe, expect, test } from "@jest/globals";
import { findingsOf, passes } from "../../../gateway/registry/check/check-result.ts";
import { check, codesOf, sdlOf } from "./proposals.ts";

const nested = (depth: number) => `type Query { a(b: ${"[".repeat(depth)}Int${"]".repeat(depth)}): Int }`;
const foreign = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  @link(url: "https://evil.example/authenticated/v0.1", import: ["@authenticated"])
  type Query { a: Int @authenticated }`;

const corpus: readonly (readonly [string, string, string])[] = [
  ["nests until the stack is full", nested(100_000), "SCHEMA_TOO_DEEP"],
  ["uses a directive too often", `type Query { a: Int ${'@tag(name: "a") '.repeat(20_001)} }`, "SCHEMA_TOO_LARGE"],
  ["is larger than half a mebibyte", `"${"あ".repeat(200_000)}" type Query { a: Int }`, "SCHEMA_TOO_LARGE"],
  ["takes the names of introspection", "type Query { a: Int } type __Type { a: Int }", "NAME_OF_GRAPHQL"],
  [
    "takes a field from another",
    'type Town @key(fields: "id") { id: ID! people: Int @override(from: "towns") }',
    "FIELD_TAKEN",
  ],
  [
    "defines an access rule of its own",
    "directive @policy on FIELD_DEFINITION type Query { a: Int @policy }",
    "RULE_LOOK_ALIKE",
  ],
  ["links an access rule from elsewhere", foreign, "RULE_LOOK_ALIKE"],
  ["takes apart a type of others", "union Town = Query type Query { a: Int }", "TYPE_KIND_MISMATCH"],
  ["is no text", "\u0000\u0001\u0002", "SYNTAX"],
  ["is empty", "", "SYNTAX"],
];

describe("a hostile schema", () => {
  test.each(corpus)("that %s is refused with a reason", async (_, sdl, code) => {
    const verdict = await check("weather", sdl.startsWith("type Town") ? sdlOf(sdl) : sdl);

    expect(codesOf(verdict).map((text) => text.split(" ")[0])).toContain(code);
    expect(passes(verdict.results)).toBe(false);
    for (const { remedy } of findingsOf(verdict.results)) expect([remedy.ja, remedy.en]).not.toContain("");
  });

  test("with the names of an object's own parts is a schema like any other", async () => {
    const verdict = await check(
      "weather",
      sdlOf("type Query { constructor: toString } type toString { valueOf: Int }"),
    );

    expect(verdict.results.filter(({ status }) => status === "failed")).toEqual([]);
  });
});
