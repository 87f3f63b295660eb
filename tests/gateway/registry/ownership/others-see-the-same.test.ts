/**
 * For any schema of one department: it is held back, or everybody sees of the others' records, byte for byte, what they saw before.
 * Composed, served and asked as in a running hub. `JINKATSU_PROPERTY_RUNS` makes it longer.
 */
import { beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { TokenRole } from "#kit/identity/identity.ts";
import type { Subgraph } from "#kit/server/subgraph.ts";
import { issueDevelopmentToken } from "../../../../gateway/access/development-token.ts";
import { mockSubgraph } from "../../../../gateway/cli/dev/mock/mock-subgraph.ts";
import { createServedGraph } from "../../../../gateway/cli/dev/served-graph.ts";
import type { Hub } from "../../../../gateway/hub.ts";
import { checkComposition } from "../../../../gateway/registry/check/check-composition.ts";
import { checkOwnership } from "../../../../gateway/registry/check/check-ownership.ts";
import { passes } from "../../../../gateway/registry/check/check-result.ts";
import { followIndex } from "../../../../gateway/registry/check/follow-index.ts";
import { readSchema } from "../../../../gateway/registry/check/read-schema.ts";
import { worldOf } from "../../../../gateway/registry/check/world.ts";
import { readDesignPolicy } from "../../../../gateway/registry/policy.ts";
import { compose } from "../../../../gateway/supergraph/compose.ts";
import { inProcess } from "../../../../gateway/supergraph/published.ts";
import { auditSdl } from "../../../../subgraphs/audit/sdl/audit-sdl.ts";
import { createCatalogSdl } from "../../../../subgraphs/catalog/sdl/catalog-sdl.ts";
import { openHub, testConfig } from "../../../support/test-hub.ts";
import { department, honest, hostile, schemas } from "./random-schema.ts";

const runs = Number(process.env["JINKATSU_PROPERTY_RUNS"] ?? 12);

const part = (name: string, sdl: string) => ({ name, sdl, url: inProcess(name) });
const welfare = part("welfare", department("welfare", "Welfare"));
const catalog = part("catalog", createCatalogSdl(new Map([["welfare", welfare.sdl]])));
const published = [welfare, catalog, part("audit", auditSdl)];
const policy = readDesignPolicy().contract;

const callers: Readonly<
  Record<string, { readonly roles: readonly TokenRole[]; readonly department?: string } | undefined>
> = {
  public: undefined,
  portal: { roles: ["portal"] },
  "a member of the department": { roles: ["member"], department: "acres" },
  "a member of another": { roles: ["member"], department: "welfare" },
  "an approver": { roles: ["approver"], department: "welfare" },
  "an auditor": { roles: ["auditor"] },
  "an operator": { roles: ["operator"] },
};

const record = `__typename id code version name { ja en } summary { ja } pillar department { code name { ja en } }
  areas { code kind name { ja } } budgets { amount stage fiscalYear { year label { ja } } } sources { url }`;

/** Of welfare's records, on each way to them. */
const questions = [
  `{ measure(id: "WelfareMeasure-1") { ${record} } node(id: "WelfareMeasure-2") { id ... on Measure { ${record} } } }`,
  `{ welfareMeasures(first: 2, filter: { pillars: [SECURING], codes: ["a"] }) { totalCount nodes { ${record} beds place { id rooms } kind } } }`,
  `{ measure(id: "WelfareMeasure-1") { id findings { id } auditStatus { decisions } } }`,
  `{ measure(id: "WelfareMeasure-1") { overlaps(first: 1) { a { measure { code } } b { measure { version } } } } }`,
  `{ talentResource(id: "WelfareDesk-1") { __typename id name { ja en } ... on WelfareDesk { free } } welfareAny { __typename } }`,
  `{ text: __type(name: "LocalizedText") { ...type } pillar: __type(name: "Pillar") { ...type } own: __type(name: "WelfareMeasure") { ...type }
     kind: __type(name: "WelfareKind") { ...type } input: __type(name: "WelfareFilter") { ...type } }
   fragment type on __Type { name description fields(includeDeprecated: true) { name isDeprecated type { kind name ofType { kind name } } }
     enumValues(includeDeprecated: true) { name isDeprecated } inputFields(includeDeprecated: true) { name isDeprecated type { kind name } } }`,
];

/** A request's own id, and what the department has itself, which a refusal names too. */
const notOfOthers = /"requestId":"[^"]*"|Acres\w+\.\w+(?:, |、)?/g;

const { source, show } = createServedGraph();
const config = testConfig();
const tokens = new Map<string, string | undefined>();
let hub: Hub;
let before: readonly string[];

beforeAll(async () => {
  for (const [name, wanted] of Object.entries(callers)) {
    const token = wanted && (await issueDevelopmentToken({ ...wanted, holdsFor: 3_600, subject: name }, config));
    tokens.set(name, token);
  }
  hub = await openHub(config);
  const composition = compose(published);
  if (composition.outcome !== "composed") throw new Error(composition.reasons.join("\n"));
  const mocks = published.map(({ name, sdl }) => mockSubgraph(name, sdl));
  const shown = show({ supergraphSdl: composition.supergraphSdl, names: published.map(({ name }) => name), mocks });
  await hub.serve(source);
  expect(await shown).toBe(true);
  before = await answers();
}, 400_000);

async function answers(): Promise<readonly string[]> {
  const told: string[] = [];
  for (const [name, token] of tokens)
    for (const path of ["/graphql", "/graphql/portal"])
      for (const query of questions) {
        const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
        const answer = await fetch(`${hub.url}${path}`, { method: "POST", headers, body: JSON.stringify({ query }) });
        const text = (await answer.text()).replace(notOfOthers, "");
        told.push(`${name} ${path} ${query.slice(0, 60)} ${answer.status} ${text}`);
      }
  return told;
}

/** A mock's pair is of any two records, so that with records of the department's own it is another. */
function comparable(told: readonly string[], sdl: string): readonly string[] {
  return sdl.includes("AcresMeasure") ? told.filter((each) => !each.includes("overlaps")) : told;
}

/** A server that answers whatever it is asked for, and never what is so. */
function liar(sdl: string): Subgraph {
  const subgraph = mockSubgraph("acres", sdl);
  for (const type of Object.values(subgraph.schema.getTypeMap())) {
    if (!("getFields" in type) || type.name.startsWith("_")) continue;
    for (const field of Object.values(type.getFields())) {
      if (!("resolve" in field) || field.name === "id" || field.name.startsWith("_")) continue;
      const honest = field.resolve;
      const isText = /^(String|Int)!?$/.test(String(field.type));
      if (honest && isText) field.resolve = () => (String(field.type).startsWith("Int") ? 666 : "forged");
    }
  }
  return subgraph;
}

type Outcome = "held back" | "does not compose" | "served";

async function publish(sdl: string): Promise<Outcome> {
  const reading = readSchema(sdl);
  if (reading.outcome === "unreadable") throw new Error(`${JSON.stringify(reading.finding)}\n${sdl}`);
  const proposal = { name: "acres", url: inProcess("acres"), sdl };
  const world = worldOf(proposal, reading.schema, published);
  if (!passes([checkOwnership(world, { policy })])) return "held back";
  const { supergraphSdl } = checkComposition(proposal, published);
  if (supergraphSdl === undefined) return "does not compose";
  const present = compose(published);
  if (present.outcome !== "composed") throw new Error("the others do not compose");
  const graphs = { present: present.supergraphSdl, proposed: supergraphSdl, without: () => present.supergraphSdl };
  if (!passes([checkOwnership(world, { policy, graphs })])) return "held back";
  const parts = [...followIndex(proposal, published), { name: "acres", sdl }];
  const mocks = parts.map((each) => (each.name === "acres" ? liar(each.sdl) : mockSubgraph(each.name, each.sdl)));
  return (await show({ supergraphSdl, names: parts.map(({ name }) => name), mocks })) ? "served" : "does not compose";
}

describe("a schema of one department", () => {
  test("is held back, or changes nothing that anybody sees of others", async () => {
    const outcomes = new Map<Outcome, number>();
    await fc.assert(
      fc.asyncProperty(schemas, async (sdl) => {
        const outcome = await publish(sdl);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        if (outcome === "served") expect(comparable(await answers(), sdl)).toEqual(comparable(before, sdl));
      }),
      { numRuns: runs, examples: [[honest], [hostile]] },
    );

    expect(outcomes.get("held back") ?? 0).toBeGreaterThan(0);
    expect(outcomes.get("served") ?? 0).toBeGreaterThan(0);
  }, 3_600_000);
});
