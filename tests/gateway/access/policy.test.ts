import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "graphql";
import { readPolicy } from "#kit/identity/policy.ts";
import { readFieldDemands } from "../../../gateway/access/field-demands.ts";
import { compose } from "../../../gateway/supergraph/compose.ts";
import { ask } from "../../support/ask.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { openPolicy, serveHub, subgraphOf } from "../../support/test-hub.ts";
import { headersIn } from "./payroll.ts";

const link = (imports: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])\n`;
const composed = (sdl: string) => compose([{ name: "notes", url: "http://notes.test", sdl }]);

/** What of a graph that only this subgraph makes is demanded of somebody who asks for `Query.note`. */
function demandsOf(sdl: string) {
  const composition = composed(sdl);
  if (composition.outcome === "refused") throw new Error(composition.reasons.join("\n"));
  return readFieldDemands(parse(composition.supergraphSdl), readPolicy(openPolicy)).of("Query", "note");
}

describe("a rule", () => {
  test.each([
    ["under its own name", `${link('"@authenticated"')} type Query { note: Int @authenticated }`],
    ["under federation's prefix", `${link('"@key"')} type Query { note: Int @federation__authenticated }`],
    ["renamed", `${link('{ name: "@authenticated", as: "@known" }')} type Query { note: Int @known }`],
    [
      "under a prefix of the subgraph's",
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", as: "fed") type Query { note: Int @fed__authenticated }',
    ],
    ["of what the field gives", `${link('"@authenticated"')} scalar Pay @authenticated type Query { note: Pay }`],
    ["of the type of the field", `${link('"@authenticated"')} type Query @authenticated { note: Int }`],
  ])("%s is kept", (_, sdl) => {
    expect(demandsOf(sdl)).toEqual([{ kind: "authenticated" }]);
  });

  test.each([
    ["with lists of names", '(policies: [["a", "b"], ["c"]])', { kind: "policies", anyOf: [["a", "b"], ["c"]] }],
    ["with an empty list", "(policies: [])", { kind: "nobody" }],
    ["with a list of an empty list", '(policies: [["a"], []])', { kind: "nobody" }],
  ])("%s demands what it says, and otherwise what nobody is", (_, given, demand) => {
    const sdl = `${link('"@policy"')} type Query { note: Int @policy${given} }`;

    expect(demandsOf(sdl)).toEqual([demand]);
  });

  test.each([
    [
      "defined by the subgraph",
      `${link('"@key"')} directive @authenticated on FIELD_DEFINITION type Query { note: Int @authenticated }`,
    ],
    [
      "of no federation at all",
      "directive @policy(policies: [[String]]) on FIELD_DEFINITION type Query { note: Int @policy(policies: []) }",
    ],
    [
      "of another specification",
      'extend schema @link(url: "https://example.org/authenticated/v1.0") @link(url: "https://specs.apollo.dev/federation/v2.9") directive @authenticated on FIELD_DEFINITION type Query { note: Int @authenticated }',
    ],
    [
      "in other letters",
      `${link('"@key"')} directive @Authenticated on FIELD_DEFINITION type Query { note: Int @Authenticated }`,
    ],
  ])("that only looks like one, %s, is refused before it is served", (_, sdl) => {
    expect(composed(sdl)).toEqual({ outcome: "refused", reasons: [expect.stringContaining("[notes]")] });
  });

  test("that a supergraph has for security and nobody here knows is refused", () => {
    const supergraph =
      'schema @link(url: "https://example.org/secrecy/v1.0", for: SECURITY) { query: Query } type Query { note: Int }';

    expect(() => readFieldDemands(parse(supergraph), readPolicy(openPolicy))).toThrow(
      expect.objectContaining({ code: "SECURITY_UNKNOWN" }),
    );
  });
});

describe("what has no rule", () => {
  const notes = subgraphOf("notes", "type Query { note: Int }", { Query: { note: () => 1 } });
  const catalog = subgraphOf("catalog", "type Query { entry: Int }", { Query: { entry: () => 2 } });
  const standard = path.resolve("schema/policy.yaml");

  test("is public only where the policy names the subgraph", async () => {
    const hub = await serveHub([notes, catalog], { mode: "production", policy: standard });

    const open = await ask(hub.url, "{ entry }");
    const closed = await ask(hub.url, "{ note entry }");

    expect(open.data).toEqual({ entry: 2 });
    expect([closed.status, closed.errors?.[0]?.extensions.code]).toEqual([403, "FORBIDDEN_FIELD"]);
  });

  test("is there at once for departments, and for a developer on this machine", async () => {
    const dataFolder = temporaryFolder();
    const headers = await headersIn(dataFolder);
    const hub = await serveHub([notes], { policy: standard, dataFolder });

    expect((await ask(hub.url, "{ note }")).data).toEqual({ note: 1 });
    expect((await ask(hub.url, "{ note }", {}, headers.member)).data).toEqual({ note: 1 });
    expect((await ask(hub.url, "{ note }", {}, headers.portal)).status).toBe(403);
  });
});

describe("schema/policy.yaml", () => {
  const defaults = "defaults: { public: [], portal: [], member: all, approver: all, auditor: all, operator: all }";

  test("as it stands names the four departments and the catalog as public", () => {
    expect(readPolicy(path.resolve("schema/policy.yaml")).defaults.get("public")).toEqual([
      "catalog",
      "education",
      "employment",
      "industry",
      "welfare",
    ]);
  });

  test.each([
    ["is empty", "", ""],
    ["is no YAML", "defaults: [", ""],
    ["forgets an audience", defaults.replace("portal: [], ", ""), "defaults.portal"],
    ["knows an audience more", defaults.replace("portal", "king: [], portal"), "defaults.king"],
    ["names one where a list is due", defaults.replace("public: []", "public: catalog"), "defaults.public"],
    ["has a part that is misspelt", `${defaults}\npolicy: {}`, "policy"],
    ["gives a policy to a role that is none", `${defaults}\npolicies: { a: { roles: [king] } }`, "policies.a.roles"],
    ["gives a policy to everybody", `${defaults}\npolicies: { a: { roles: [public] } }`, "policies.a.roles"],
    [
      "has a policy with a condition more",
      `${defaults}\npolicies: { a: { roles: [], unless: x } }`,
      "policies.a.unless",
    ],
  ])("that %s stops the start and says where", async (_, text, place) => {
    const file = path.join(temporaryFolder(), "policy.yaml");
    writeFileSync(file, text);

    await expect(serveHub([], { policy: file })).rejects.toMatchObject({
      code: "POLICY_INVALID",
      message: expect.stringContaining(place === "" ? file : `(${place})`),
    });
  });
});
