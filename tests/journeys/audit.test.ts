import { beforeAll, describe, expect, test } from "@jest/globals";
import type { TokenRole } from "#kit/identity/identity.ts";
import { encodeGlobalId } from "#kit/records/global-id.ts";
import { readSettings } from "#kit/settings.ts";
import { issueDevelopmentToken } from "../../gateway/access/development-token.ts";
import { ask, type Json } from "../support/ask.ts";
import { eventually, type Served, startEmbedded, startProcess } from "../support/hub-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const folder = temporaryFolder();
const settings = readSettings({ JINKATSU_DATA: folder });

let hub: Served;
const tokens = new Map<string, string>();

beforeAll(async () => {
  hub = await startEmbedded({ JINKATSU_DATA: folder });
  await admit("alice", "auditor");
  await admit("bob", "auditor");
  await admit("emi", "member", "employment");
  await admit("ida", "member", "industry");
  await admit("ed", "member", "education");
  await admit("otto", "operator");
  await admit("portal-server", "portal");
}, 400_000);

async function admit(subject: string, role: TokenRole, department?: string): Promise<void> {
  tokens.set(subject, await issueDevelopmentToken({ roles: [role], subject, department, holdsFor: 3_600 }, settings));
}

/** @throws what the answer has as errors */
async function as(who: string, document: string, variables: Json = {}): Promise<Json> {
  const { data, errors } = await ask(hub.url, document, variables, { authorization: `Bearer ${tokens.get(who)}` });
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function refusalOf(who: string | undefined, document: string): Promise<string> {
  const headers = who === undefined ? {} : { authorization: `Bearer ${tokens.get(who)}` };
  const { errors } = await ask(hub.url, document, {}, headers);
  return errors?.[0]?.extensions.code;
}

const matrix = `{ overlapMatrix { snapshot { id measureCount model } pairCount departments { department other pairs budget { known unknown } }
  pairs(first: 1, department: "employment", other: "industry") { id class bits
    a { name { ja } department measure { id name { ja } } } b { name { ja } department measure { id name { ja } } }
    evidence { shared onlyA onlyB waterfall { kind bits } } } } }`;

describe("an auditor's way through the graph of Toyama's measures", () => {
  let pair: Json;
  let decision: string;
  let action: string;

  test("begins with where the departments overlap", async () => {
    const { overlapMatrix } = await as("alice", matrix);
    [pair] = overlapMatrix.pairs;

    const cell = overlapMatrix.departments.find(
      (each: Json) => each.department === "employment" && each.other === "industry",
    );
    expect(overlapMatrix.snapshot.measureCount).toBe(226);
    expect(overlapMatrix.departments.reduce((sum: number, { pairs }: Json) => sum + pairs, 0)).toBe(
      overlapMatrix.pairCount,
    );
    expect(cell.pairs).toBeGreaterThan(0);
  });

  test("goes on to a pair with its evidence, which adds up to its weight", () => {
    const { a, b, evidence, bits } = pair;

    expect([a.department, b.department].sort()).toEqual(["employment", "industry"]);
    expect([a.name.ja, b.name.ja]).toEqual([a.measure.name.ja, b.measure.name.ja]);
    expect(evidence.shared.length).toBeGreaterThan(0);
    expect(evidence.waterfall.reduce((sum: number, step: Json) => sum + step.bits, 0)).toBeCloseTo(bits, 9);
  });

  test("finds the same from the measure itself, in one question with what its department says", async () => {
    const { measure } = await as(
      "alice",
      `query ($id: ID!) { measure(id: $id) { name { ja } ... on EmploymentMeasure { paymentTrigger }
        overlaps(acrossDepartments: true) { id } findings { id kind } auditStatus { openFindings } } }`,
      { id: [pair.a, pair.b].find(({ department }: Json) => department === "employment").measure.id },
    );

    expect(measure.overlaps).toContainEqual({ id: pair.id });
    expect(measure.findings).toContainEqual({ id: pair.id, kind: "OVERLAP" });
  });

  test("sees what could become one, what would be lost, and which clients it would touch", async () => {
    const portal = { "graphql-client-name": "portal", authorization: `Bearer ${tokens.get("portal-server")}` };
    await ask(hub.url, "{ employmentMeasures(first: 1) { nodes { paymentTrigger } } }", {}, portal);
    const candidates = `{ integrationCandidates { candidates(first: 30, acrossDepartments: true) {
      measures { department } onlyOne { offers { field value } } affectedClients } } }`;
    const ofEmployment = async () => {
      const { integrationCandidates } = await as("alice", candidates);
      return integrationCandidates.candidates.find(({ measures }: Json) =>
        measures.some(({ department }: Json) => department === "employment"),
      );
    };

    const found = await eventually(ofEmployment, ({ affectedClients }) => affectedClients?.includes("portal") === true);

    expect(found.measures.length).toBeGreaterThan(1);
    expect(found.onlyOne.length).toBeGreaterThan(0);
  }, 400_000);

  test("decides, and waits for a second person", async () => {
    const { proposeDecision } = await as(
      "alice",
      "mutation ($input: ProposeDecisionInput!) { proposeDecision(input: $input) { decision { id state snapshotId } problems { code } } }",
      {
        input: {
          findingId: pair.id,
          verdict: "CONFIRMED",
          class: "OVERLAP",
          warranted: true,
          reason: "学生と企業の両側から同じ説明会を支えている。",
          options: [
            { kind: "COORDINATE", text: "案内を一つにする", savingFrom: 0, savingTo: 500_000, confidence: "LOW" },
          ],
        },
      },
    );
    decision = proposeDecision.decision.id;
    const approve = `mutation { approveDecision(id: "${decision}") { decision { state } problems { code } } }`;

    const alone = await as("alice", approve);
    const second = await as("bob", approve);

    expect(proposeDecision.problems).toEqual([]);
    expect(alone.approveDecision).toEqual({ decision: null, problems: [{ code: "SAME_PERSON" }] });
    expect(second.approveDecision).toEqual({ decision: { state: "APPROVED" }, problems: [] });
  });

  test("hears the departments, who see it once it is released", async () => {
    const seen = "{ auditDecisions { id reason } }";
    const early = await as("emi", seen);
    await as("alice", `mutation { releaseDecision(id: "${decision}") { problems { code } } }`);
    const answer = `mutation { answerDecision(id: "${decision}", position: PARTLY, comment: "時期が違う") { decision { answers { department position } } } }`;

    const { answerDecision } = await as("emi", answer);

    expect(early.auditDecisions).toEqual([]);
    expect((await as("ida", seen)).auditDecisions).toHaveLength(1);
    expect((await as("ed", seen)).auditDecisions).toEqual([]);
    expect(answerDecision.decision.answers).toEqual([{ department: "employment", position: "PARTLY" }]);
  });

  test("sets an action with an owner and a due date, and follows it up", async () => {
    const input = {
      decisionId: decision,
      text: "案内を一本化する",
      department: "employment",
      owner: "労働政策課",
      dueOn: "2027-03-31",
    };
    const { addAction } = await as(
      "alice",
      "mutation ($input: AddActionInput!) { addAction(input: $input) { decision { actions { id status } isAddressed } } }",
      { input },
    );
    [{ id: action }] = addAction.decision.actions;

    const changed = await as(
      "alice",
      "mutation ($input: ChangeActionInput!) { changeAction(input: $input) { decision { isAddressed actions { status realisedSaving } } } }",
      { input: { actionId: action, status: "ADDRESSED", realisedSaving: 300_000 } },
    );

    expect(addAction.decision.isAddressed).toBe(false);
    expect(changed.changeAction.decision).toEqual({
      isAddressed: true,
      actions: [{ status: "ADDRESSED", realisedSaving: 300_000 }],
    });
  });

  test("takes it away as a file that says the same", async () => {
    const { exportAudit } = await as("alice", "mutation { exportAudit(format: JSON) { content sha256 } }");

    const content = JSON.parse(Buffer.from(exportAudit.content, "base64").toString("utf8"));
    expect(content.decisions).toMatchObject([
      { id: decision, answers: [{ department: "employment" }], actions: [{ id: action }] },
    ]);
    expect(content.snapshot.measures).toBe(226);
  });

  test("ends with a proof, while the hub runs and after it was killed", async () => {
    const verify = async () => {
      const command = startProcess(["gateway/cli/main.ts", "audit", "verify", "--json"], { JINKATSU_DATA: folder });
      const { code } = await command.ended;
      return { code, ...JSON.parse(command.stdout()) };
    };
    const before = await verify();
    await hub.stop("SIGKILL");
    const after = await verify();

    expect(before).toMatchObject({ code: 0, faults: [] });
    expect(before.events).toBeGreaterThan(8);
    expect(after).toEqual(before);
  }, 400_000);

  test("leaves all of it there for the next start", async () => {
    hub = await startEmbedded({ JINKATSU_DATA: folder });

    const { auditDecision } = await as(
      "bob",
      `{ auditDecision(id: "${decision}") { state isAddressed } overlapMatrix { snapshot { id } } }`,
    );

    expect(auditDecision).toEqual({ state: "RELEASED", isAddressed: true });
  }, 400_000);
});

describe("the audit through the gateway", () => {
  test.each([
    ["the public", undefined],
    ["a member", "emi"],
    ["an operator", "otto"],
  ])("shows the matrix and the trail not to %s", async (_, who) => {
    expect(await refusalOf(who, "{ overlapMatrix { pairCount } }")).toBe("FORBIDDEN_FIELD");
    expect(await refusalOf(who, "{ auditTrail { size } }")).toBe("FORBIDDEN_FIELD");
  });

  test("shows the public nothing of a measure", async () => {
    expect(await refusalOf(undefined, "{ measures(first: 1) { nodes { auditStatus { decisions } } } }")).toBe(
      "FORBIDDEN_FIELD",
    );
    expect(await refusalOf(undefined, "{ measures(first: 1) { nodes { name { ja } } } }")).toBeUndefined();
  });

  test("lets an auditor change no measure", async () => {
    const { errors } = await ask(
      hub.url,
      'mutation { withdrawWelfareMeasure(input: { id: "x", version: 1 }) { userErrors { code } } }',
      {},
      { authorization: `Bearer ${tokens.get("alice")}` },
    );

    expect(errors?.[0]?.extensions.code).toBe("WRITES_CLOSED");
  });

  test("shows a department's new measure with its findings as soon as it follows", async () => {
    const create = `mutation ($input: CreateIndustryMeasureInput!) { createIndustryMeasure(input: $input) { measure { id } userErrors { message { ja } } } }`;
    const planned = {
      code: "TEST-1",
      name: { ja: "外国人介護人材受入施設等環境整備事業" },
      summary: { ja: "外国人介護人材を受け入れる介護施設の環境整備を補助する。" },
      relations: [{ kind: "OVERLAPS", name: { ja: "外国人介護人材受入施設等環境整備事業" } }],
      sources: [{ url: "https://example.jp/" }],
    };
    const { createIndustryMeasure } = await as("ida", create, { input: { measure: planned } });
    const found = async () =>
      (
        await as("alice", "query ($id: ID!) { measure(id: $id) { overlaps { b { code } a { code } } } }", {
          id: createIndustryMeasure.measure.id,
        })
      ).measure?.overlaps ?? [];

    const overlaps = await eventually(found, (each) => each.length > 0, 5_000);

    expect(overlaps[0]).toEqual({ a: { code: "TEST-1" }, b: { code: "TYM-WEL-001" } });
    const asOf = new Date().toISOString();
    const withdraw = `mutation ($id: ID!) { withdrawIndustryMeasure(input: { id: $id, version: 1 }) { userErrors { code } } }`;
    await as("ida", withdraw, createIndustryMeasure.measure);
    const then = `query ($asOf: DateTime!, $id: ID!, $other: ID!) { measure(id: $id) { id }
      overlapPair(asOf: $asOf, a: $id, b: $other) { a { code measure { name { ja } } } b { measure { code } } } }`;
    const asked = {
      asOf,
      id: createIndustryMeasure.measure.id,
      other: encodeGlobalId({ typeName: "WelfareMeasure", code: "TYM-WEL-001" }),
    };
    // The catalog and the audit each follow in their own time.
    const asAlice = { authorization: `Bearer ${tokens.get("alice")}` };
    const gone = await eventually(
      () => ask(hub.url, then, asked, asAlice),
      ({ data, errors }) => errors === undefined && data.measure === null,
    );
    expect(gone.data.overlapPair).toEqual({
      a: { code: "TEST-1", measure: null },
      b: { measure: { code: "TYM-WEL-001" } },
    });
  });
});
