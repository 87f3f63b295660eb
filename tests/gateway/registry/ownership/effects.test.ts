/** Ways to answer for, close, read or change what is another's, examined as a publish examines them. */
import { describe, expect, test } from "@jest/globals";
import { completeSdl } from "#kit/contract/complete-sdl.ts";
import { departmentNames, departmentRootSdl } from "#kit/contract/department-sdl.ts";
import { checkOwnership } from "../../../../gateway/registry/check/check-ownership.ts";
import { findingsOf } from "../../../../gateway/registry/check/check-result.ts";
import { examine } from "../../../../gateway/registry/check/examine.ts";
import type { Finding } from "../../../../gateway/registry/check/finding.ts";
import { readSchema } from "../../../../gateway/registry/check/read-schema.ts";
import { worldOf } from "../../../../gateway/registry/check/world.ts";
import { readDesignPolicy } from "../../../../gateway/registry/policy.ts";
import { auditSdl } from "../../../../subgraphs/audit/sdl/audit-sdl.ts";
import { createCatalogSdl } from "../../../../subgraphs/catalog/sdl/catalog-sdl.ts";

const department = (name: string, prefix: string, more = "") =>
  completeSdl(
    `"施策。" type ${prefix}Measure implements Measure { "数。" beds: Int }
     "窓口。" type ${prefix}Desk implements TalentResource { "無料か。" free: Boolean }
     "項目。" input ${prefix}MeasureDetailsInput { "数。" beds: Int }
     "項目。" input ${prefix}TalentResourceDetailsInput { "無料か。" free: Boolean }
     ${more}`,
    departmentRootSdl(departmentNames(name, name)),
  );

const part = (name: string, sdl: string) => ({ name, sdl, url: `http://localhost/${name}` });

const welfareSdl = department(
  "welfare",
  "Welfare",
  `"施設。" type WelfarePlace @key(fields: "id") { "番号。" id: ID! "室。" rooms: Int @shareable "控え。" note: String @authenticated }
   "場。" interface WelfareSite @key(fields: "id") { "番号。" id: ID! "名。" title: String }
   "場。" type WelfareHall implements WelfareSite @key(fields: "id") { "番号。" id: ID! "名。" title: String }
   "種類。" enum WelfareKind { "甲。" A "乙。" B }
   "絞り込み。" input WelfareFilter { "甲。" a: Int "乙。" b: Int }
   "もの。" union WelfareAny = WelfarePlace | WelfareHall
   extend type Query { "施設。" welfarePlaces(filter: WelfareFilter): [WelfarePlace] "場。" welfareSites: [WelfareSite] "もの。" welfareAny: [WelfareAny] "種類。" welfareKind: WelfareKind }`,
).replace('"@listSize"]', '"@listSize"]');
const welfare = part("welfare", welfareSdl);

function graphWith(...parts: readonly ReturnType<typeof part>[]) {
  const sdls = new Map(parts.filter(({ name }) => name !== "audit").map(({ name, sdl }) => [name, sdl]));
  return [...parts, part("catalog", createCatalogSdl(sdls))];
}

const base = graphWith(welfare);
const withAudit = graphWith(welfare, part("audit", auditSdl));

/** By the text alone. */
function said(sdl: string, { name = "farms", published = base } = {}): readonly string[] {
  const reading = readSchema(sdl);
  if (reading.outcome === "unreadable") throw new Error(JSON.stringify(reading.finding));
  const world = worldOf({ name, url: undefined, sdl }, reading.schema, published);
  return told(findingsOf([checkOwnership(world, { policy: readDesignPolicy().contract })]));
}

function told(findings: readonly Finding[]): readonly string[] {
  const errors = findings.filter(({ severity }) => severity === "error");
  return errors.map(({ code, coordinate, awaits }) => [code, coordinate, awaits].filter(Boolean).join(" "));
}

/** By everything that a publish looks at. */
async function found(sdl: string, { name = "farms", published = base } = {}) {
  const { contract, contracts, ...rules } = readDesignPolicy();
  const proposal = { name, url: undefined, sdl };
  const { results } = await examine({ proposal, present: { published }, documents: [], contracts, contract, ...rules });
  return told(findingsOf(results));
}

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external",
  "@requires", "@provides", "@override", "@interfaceObject", "@inaccessible", "@tag", "@authenticated", "@policy", "@cost", "@listSize", "@composeDirective"])`;
const own = `${link} "問い合わせ。" type Query { "畑。" farm: Int }`;
const text = `"文言。" type LocalizedText @shareable { ja: String! en: String }`;

describe("an honest department", () => {
  test("may repeat the contract as the kit does, and name a type of others nowhere", async () => {
    expect(await found(department("farms", "Farms"))).toEqual([]);
  }, 400_000);

  test("may keep its own behind rules, tags and prices", async () => {
    const sdl = department(
      "farms",
      "Farms",
      `"畑。" type FarmsField @authenticated { "広さ。" size: Int @cost(weight: 9) @tag(name: "internal") }
       extend type Query { "畑。" farmsFields: [FarmsField] @policy(policies: [["department"]]) @listSize(assumedSize: 90) }`,
    );

    expect((await found(sdl)).filter((each) => !each.startsWith("CONTRACT_GRAPH"))).toEqual([]);
  }, 400_000);
});

describe("a way to answer for everybody", () => {
  const standIn = (fields: string) =>
    `${own} ${text} type Measure @key(fields: "id") @interfaceObject { id: ID! ${fields} }`;

  test("by an interface object is reserved to whom the operator names", async () => {
    expect(said(standIn("name: LocalizedText! @shareable"))).toContain("INTERFACE_OBJECT_RESERVED Measure");
    expect(said(standIn("extra: Int"))).toContain("INTERFACE_OBJECT_RESERVED Measure");
    const renamed = standIn("extra: Int").replace('"@interfaceObject"', '{ name: "@interfaceObject", as: "@all" }');
    expect(said(renamed.replace("@interfaceObject {", "@all {"))).toContain("INTERFACE_OBJECT_RESERVED Measure");
  }, 400_000);

  test("is closed also to whom the operator names, for fields of the contract; what is added waits for the owner", async () => {
    const published = graphWith(welfare);
    const asAudit = (fields: string) => said(standIn(fields), { name: "audit", published });

    expect(asAudit("name: LocalizedText! @shareable")).toContain("INTERFACE_OBJECT_ANSWERS_CONTRACT Measure.name");
    expect(asAudit('extra: Int "読む。" code: String! @external')).toContain(
      "INTERFACE_OBJECT_FIELD Measure.extra catalog",
    );
    expect(
      said(standIn("extra: Int").replace("@interfaceObject {", "@interfaceObject @authenticated {"), {
        name: "audit",
        published,
      }),
    ).toContain("INTERFACE_OBJECT_MARKED Measure");
  }, 400_000);

  test("is not in the way of what the hub itself brings", async () => {
    expect(
      (await found(auditSdl, { name: "audit", published: withAudit })).filter(
        (each) => !/CHANGE|CONTRACT_GRAPH/.test(each),
      ),
    ).toEqual([]);
    const catalog = base.find(({ name }) => name === "catalog");
    expect(said(catalog?.sdl ?? "", { name: "catalog" })).toEqual([]);
  }, 400_000);
});

const place = (fields: string, more = "") =>
  `${own} ${more} type WelfarePlace @key(fields: "id") { id: ID! ${fields} }`;

/** What only shows once it is composed. */
const composedCases = [
  [
    "a root field shared",
    `${own} extend type Query { welfareKind: WelfareKind @shareable } enum WelfareKind { A B }`,
    "INVALID_FIELD_SHARING",
  ],
  [
    "the catalog's node",
    `${own} extend type Query { node(id: ID!): Node @shareable } interface Node { id: ID! }`,
    "INVALID_FIELD_SHARING",
  ],
  [
    "an answer in passing",
    `${link} type Query { farm: WelfarePlace @provides(fields: "rooms") } type WelfarePlace @key(fields: "id") { id: ID! rooms: Int @external }`,
    "FOREIGN_FIELD_PROVIDED Query.farm welfare",
  ],
] as const;

describe("a way to answer for, or change, what is another department's", () => {
  test.each([
    ["its key", place("gardens: Int"), "FOREIGN_TYPE_CLAIMED WelfarePlace welfare"],
    ["a field of its record", place("rooms: Int @shareable"), "FOREIGN_TYPE_CLAIMED WelfarePlace.rooms welfare"],
    ["a new field on it", place("gardens: Int"), "FOREIGN_TYPE_CLAIMED WelfarePlace.gardens welfare"],
    ["a field taken", place('rooms: Int @override(from: "welfare")'), "FIELD_TAKEN WelfarePlace.rooms welfare"],
    [
      "a field taken bit by bit",
      place('rooms: Int @override(from: "welfare", label: "percent(5)")'),
      "FIELD_TAKEN WelfarePlace.rooms welfare",
    ],
    [
      "a root field taken",
      `${own} extend type Query { welfareKind: WelfareKind @override(from: "welfare") } enum WelfareKind { A B }`,
      "FIELD_TAKEN Query.welfareKind welfare",
    ],
    [
      "a change by the same name",
      `${own} type Mutation { withdrawWelfareMeasure(input: WithdrawWelfareMeasureInput!): WelfareMeasurePayload @shareable }
        input WithdrawWelfareMeasureInput { id: ID! version: Int! } type WelfareMeasurePayload { userErrors: [UserError!]! @shareable }
        type UserError @shareable { code: UserErrorCode! path: [String!]! } enum UserErrorCode { NOT_FOUND ALREADY_EXISTS STALE_VERSION INVALID_VALUE ALREADY_ENDED }`,
      "FOREIGN_TYPE_CLAIMED WelfareMeasurePayload.userErrors welfare",
    ],
    [
      "an interface with records of its own",
      `${own} type WelfareSite @key(fields: "id") @interfaceObject { id: ID! title: String @shareable }`,
      "FOREIGN_TYPE_CLAIMED WelfareSite welfare",
    ],
    [
      "a field read",
      place('gardens: Int @requires(fields: "rooms") rooms: Int @external'),
      "FOREIGN_TYPE_CLAIMED WelfarePlace.gardens welfare",
    ],
    ["a value added", `${own} enum WelfareKind { A B C }`, "FOREIGN_TYPE_CLAIMED WelfareKind.C welfare"],
    ["a value left out", `${own} enum WelfareKind { A }`, "FOREIGN_TYPE_CLAIMED WelfareKind welfare"],
    ["an input left out", `${own} input WelfareFilter { a: Int }`, "FOREIGN_TYPE_CLAIMED WelfareFilter welfare"],
    [
      "an input that must be given",
      `${own} input WelfareFilter { a: Int! b: Int }`,
      "FOREIGN_TYPE_CLAIMED WelfareFilter.a welfare",
    ],
    [
      "a member of a union",
      `${own} union WelfareAny = FarmsThing type FarmsThing { a: Int @authenticated }`,
      "FOREIGN_TYPE_CLAIMED WelfareAny welfare",
    ],
    [
      "a record by its name",
      department("farms", "Farms").replaceAll("FarmsDesk", "WelfareFarmDesk"),
      "NAME_BORROWED WelfareFarmDesk welfare",
    ],
  ])("by %s waits for it", (_, sdl, expected) => {
    expect(said(sdl)).toContain(expected);
  });

  test.each(composedCases)(
    "by %s waits for it, or does not compose",
    async (_, sdl, expected) => {
      expect(await found(sdl)).toContain(expected);
    },
    400_000,
  );

  test("is seen where a department is told of a record of another's around its own", async () => {
    const told = link.replace('"@key"', '"@key", "@context", "@fromContext"');
    const sdl = `${told} "問い合わせ。" type Query { "畑。" farm: Int }
      type WelfarePlace @key(fields: "id") @context(name: "place") { id: ID! rooms: Int @external "畑。" plot: FarmsPlot }
      "畑。" type FarmsPlot @key(fields: "id") { "番号。" id: ID! "室。" seen(rooms: Int @fromContext(field: "$place { rooms }")): String }`;

    expect(await found(sdl)).toContain("FOREIGN_FIELD_READ FarmsPlot.seen welfare");
  }, 400_000);

  test("is seen where a department reads findings about its own measures", async () => {
    const sdl = department("farms", "Farms", `type AuditStatus { decisions: Int! @external }`).replace(
      "beds: Int\n",
      'beds: Int\n  "指摘。" auditStatus: AuditStatus @external\n "写し。" copied: Int @requires(fields: "auditStatus { decisions }") @policy(policies: [["audit"], ["department"]])\n',
    );

    const codes = await found(sdl, { published: withAudit });
    expect(codes).toContain("FOREIGN_FIELD_READ FarmsMeasure.copied audit");
  }, 400_000);

  test("belongs to the department with the longer name, and to who had it first", async () => {
    const more = part(
      "welfare-extra",
      `${link} type Query { extra: WelfareExtraThing } type WelfareExtraThing @key(fields: "id") { id: ID! a: Int }`,
    );
    const sdl = welfareSdl.replace(
      "union WelfareAny",
      'type WelfareExtraThing @key(fields: "id") { id: ID! } union WelfareAny',
    );

    expect(said(sdl, { name: "welfare", published: graphWith(welfare, more) })).toContain(
      "FOREIGN_TYPE_CLAIMED WelfareExtraThing welfare-extra",
    );
    expect(said(`${own} enum FacetCount { A }`, { name: "facet" })).toContain(
      "FOREIGN_TYPE_CLAIMED FacetCount.A catalog",
    );
  }, 400_000);
});

describe("a way to close, price or hide everybody's records", () => {
  test.each([
    [
      "a rule on a contract type",
      `${own} ${text.replace("ja: String!", "ja: String! @authenticated")}`,
      "CONTRACT_ALTERED LocalizedText.ja",
    ],
    [
      "a price",
      `${own} ${text.replace("@shareable", "@shareable @cost(weight: 4000)")}`,
      "CONTRACT_ALTERED LocalizedText",
    ],
    [
      "a hidden field beside",
      `${own} ${text.replace("en: String", "en: String zh: String @inaccessible")}`,
      "CONTRACT_ALTERED LocalizedText.zh",
    ],
    ["what may be null", `${own} ${text.replace("ja: String!", "ja: String")}`, "CONTRACT_ALTERED LocalizedText.ja"],
    ["an input left out", `${own} "出典。" input SourceInput { url: String! }`, "CONTRACT_PART_MISSING SourceInput"],
    ["a rule on a root type", `${own} extend type Query @authenticated { b: Int }`, "ROOT_TYPE_MARKED Query"],
    [
      "a rule on a root type by another name",
      `${link.replace("extend schema", "schema")} { query: Farms } type Farms @authenticated { farm: Int }`,
      "ROOT_TYPE_MARKED Query",
    ],
    [
      "an interface on a root type",
      `${own} extend type Query implements Node { id: ID! @authenticated } interface Node { id: ID! }`,
      "ROOT_TYPE_MARKED Query",
    ],
    [
      "a directive of one's own",
      `${link} @link(url: "https://farms.example/mine/v1.0", import: ["@mine"]) @composeDirective(name: "@mine")
        directive @mine on FIELD_DEFINITION type Query { a: LocalizedText } ${text.replace("ja: String!", "ja: String! @mine")}`,
      "CONTRACT_ALTERED LocalizedText.ja",
    ],
    [
      "a rule on what its own records answer of the contract",
      department("farms", "Farms").replace(
        /(type FarmsMeasure [\s\S]*?name: LocalizedText! @shareable)/,
        "$1 @authenticated",
      ),
      "RECORD_MARKED FarmsMeasure.name",
    ],
    [
      "a record that is hidden",
      department("farms", "Farms")
        .replace("type FarmsMeasure implements", 'type FarmsMeasure @tag(name: "internal") implements')
        .replace(
          '@tag(name: "internal") implements Node & Measure',
          'implements Node & Measure @tag(name: "internal")',
        ),
      "RECORD_MARKED FarmsMeasure",
    ],
    [
      "federation 1",
      `"問い合わせ。" type Query { farm: LocalizedText } type LocalizedText { ja: String! @inaccessible en: String }`,
      "CONTRACT_ALTERED LocalizedText.ja",
    ],
  ])("by %s is refused", (_, sdl, expected) => {
    expect(said(sdl)).toContain(expected);
  });

  test("can be taken back by who did it before there was this rule", async () => {
    const bad = part("farms", `${own} ${text.replace("ja: String!", "ja: String! @authenticated")}`);
    const published = graphWith(welfare, bad);

    expect(await found(own, { published })).toEqual([]);
    expect(said(bad.sdl.replace("farm: Int", "farm: Int more: Int"), { published })).toContain(
      "CONTRACT_ALTERED LocalizedText.ja",
    );
  }, 400_000);
});
