/** Each directive at each place of each owner, in federation's names and in names of one's own. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { completeSdl } from "#kit/contract/complete-sdl.ts";
import { departmentNames, departmentRootSdl } from "#kit/contract/department-sdl.ts";
import { checkOwnership } from "../../../../gateway/registry/check/check-ownership.ts";
import { findingsOf } from "../../../../gateway/registry/check/check-result.ts";
import {
  anyOther,
  type DirectiveRow,
  directiveTable,
  type PlaceOwner,
  type Verdict,
} from "../../../../gateway/registry/check/ownership/directive-table.ts";
import { securityFile, withOwnership } from "../../../../gateway/registry/check/ownership/ownership-text.ts";
import { readSchema } from "../../../../gateway/registry/check/read-schema.ts";
import { worldOf } from "../../../../gateway/registry/check/world.ts";
import { readDesignPolicy } from "../../../../gateway/registry/policy.ts";

const welfare = completeSdl(
  `type WelfareMeasure implements Measure { beds: Int }
   interface WelfarePlace { name: String } union WelfareAny = WelfareMeasure
   enum WelfareKind { A B } scalar WelfareScale input WelfareInput { a: Int }
   input WelfareMeasureDetailsInput { beds: Int } input WelfareTalentResourceDetailsInput { beds: Int }
   type WelfareDesk implements TalentResource { free: Boolean }`,
  departmentRootSdl(departmentNames("welfare", "厚生")),
);
const published = [{ name: "welfare", url: "", sdl: welfare }];

/** How the verdict shows: nothing, a finding that awaits somebody, one that nobody can approve. */
function verdictOf(sdl: string): Verdict {
  const reading = readSchema(sdl);
  if (reading.outcome === "unreadable") throw new Error(JSON.stringify(reading.finding));
  const world = worldOf({ name: "farms", url: undefined, sdl }, reading.schema, published);
  const findings = findingsOf([checkOwnership(world, { policy: readDesignPolicy().contract })]);
  if (findings.length === 0) return "free";
  expect(findings.map(({ place }) => place?.line)).not.toContain(undefined);
  return findings.some(({ awaits }) => awaits === undefined) ? "refused" : "waits";
}

const contractFields = "name: LocalizedText!";

/** `@@` is where the directive goes. */
const places: Readonly<Record<Exclude<PlaceOwner, "own">, Readonly<Record<string, string>>>> = {
  contract: {
    "a value type": "type LocalizedText @@ { ja: String! en: String }",
    "its extension": "extend type LocalizedText @@ { ja: String! }",
    "a field": "type LocalizedText { ja: String! @@ en: String }",
    "an interface": `interface Measure @@ { id: ID! ${contractFields} }`,
    "a field of an interface": `interface Measure { id: ID! ${contractFields} @@ }`,
    "a scalar": "scalar Yen @@",
    "an enum": "enum BeneficiaryKind @@ { PERSON ORGANISATION }",
    "a value of an enum": "enum BeneficiaryKind { PERSON @@ ORGANISATION }",
    "an input": "input LocalizedTextInput @@ { ja: String! en: String }",
    "a field of an input": "input LocalizedTextInput { ja: String! @@ en: String }",
    "a type that the kit adds":
      "input DepartmentTalentResourceFilter @@ { codes: [String!] kinds: [TalentResourceKind!] }",
  },
  record: {
    "a field of the contract": `type FarmsMeasure implements Measure { id: ID! ${contractFields} @@ }`,
  },
  root: {
    Query: "type Query @@ { farm: Int }",
    "its extension": "extend type Query @@ { farm: Int }",
    Mutation: "type Mutation @@ { farm: Int }",
    Subscription: "type Subscription @@ { farm: Int }",
    "a root type by another name": "schema { query: Farms } type Farms @@ { farm: Int }",
  },
  foreign: {
    "a record": "type WelfareMeasure @@ { beds: Int @external }",
    "a field": "type WelfareMeasure { beds: Int @external @@ }",
    "an interface": "interface WelfarePlace @@ { name: String @external }",
    "a scalar": "scalar WelfareScale @@",
    "an enum": "enum WelfareKind @@ { A B }",
    "a value of an enum": "enum WelfareKind { A @@ B }",
    "a field of an input": "input WelfareInput { a: Int @@ }",
    "a union": "union WelfareAny @@ = WelfareMeasure",
  },
};

const givenOf = (name: string): string =>
  ({
    key: '(fields: "id")',
    context: '(name: "here")',
    fromContext: '(field: "$here { beds }")',
    requires: '(fields: "beds")',
    provides: '(fields: "beds")',
    override: '(from: "welfare")',
    requiresScopes: '(scopes: [["nobody"]])',
    policy: '(policies: [["nobody"]])',
    tag: '(name: "internal")',
    cost: "(weight: 4000)",
    listSize: "(assumedSize: 100000)",
  })[name] ?? "";

const spellings = [
  ["by federation's name", (name: string) => `import: ["@${name}", "@external"]`, (name: string) => `@${name}`],
  ["by a name of its own", (name: string) => `import: [{ name: "@${name}", as: "@mine" }, "@external"]`, () => "@mine"],
  ["in a namespace", () => `as: "f", import: ["@external"]`, (name: string) => `@f__${name}`],
] as const;

const ofFederation = directiveTable.filter(
  ({ name }) => !["deprecated", "specifiedBy", "oneOf", "cacheControl", "extends"].includes(name),
);

const cases = Object.entries(places).flatMap(([owner, templates]) =>
  Object.entries(templates).map(([place, template]) => ({ owner: owner as PlaceOwner, place, template })),
);

const spelled = ofFederation.flatMap((row) =>
  spellings.map(([, imports, use]) => ({ row, imports: imports(row.name), use: use(row.name) })),
);

/** What a field reaches is known once it is composed. */
function expectedOf({ name, on }: DirectiveRow, owner: PlaceOwner): Verdict {
  return owner === "record" && ["requires", "provides", "fromContext"].includes(name) ? "free" : on[owner];
}

describe("a directive of federation", () => {
  test.each(cases)("on $place ($owner) is judged as the table says, whatever it is called", ({ owner, template }) => {
    const judged = spelled.map(({ row, imports, use }) => {
      const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.14", ${imports})\n`;
      const isWhole = template.startsWith("schema");
      const sdl = isWhole ? template.replace("schema", link.trim().replace("extend ", "")) : link + template;
      return [use, row.name, verdictOf(sdl.replace("@@", `${use}${givenOf(row.name)}`))];
    });

    expect(judged).toEqual(spelled.map(({ row, use }) => [use, row.name, expectedOf(row, owner)]));
  });
});

describe("a directive of GraphQL, of others or of nobody", () => {
  test.each(cases)("on $place ($owner) is judged as the table says", ({ owner, template }) => {
    for (const name of ["deprecated", "specifiedBy", "oneOf", "cacheControl", "neverHeardOf"]) {
      const { on } = directiveTable.find((row) => row.name === name) ?? anyOther;

      expect([name, verdictOf(template.replace("@@", `@${name}`))]).toEqual([name, on[owner]]);
    }
  });
});

describe("a federation 1 schema, which links nothing", () => {
  test.each(cases)("is judged alike on $place ($owner)", ({ owner, template }) => {
    for (const name of ["key", "tag", "inaccessible"]) {
      const on = directiveTable.find((row) => row.name === name)?.on;

      expect([name, verdictOf(template.replace("@@", `@${name}${givenOf(name)}`))]).toEqual([name, on?.[owner]]);
    }
  });
});

describe("the table in SECURITY.md", () => {
  test("is the one that the checks read", () => {
    const text = readFileSync(securityFile, "utf8");

    expect(withOwnership(text)).toBe(text);
  });
});
