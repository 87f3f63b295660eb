/** A proposal whose answer reads drafts, which is an event of its own: whichever statement fails, it is told what is stored. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { signerFor } from "#kit/identity/sign-call.ts";
import { createLog } from "#kit/log/log.ts";
import type { Listening } from "#kit/server/listen.ts";
import { serveSubgraph } from "#kit/server/subgraph.ts";
import type { Json } from "../../support/ask.ts";
import { databases } from "../../support/databases.ts";
import { failSqlite } from "../../support/failing-driver.ts";
import { post } from "../../support/raw-http.ts";
import { testConfig } from "../../support/test-hub.ts";
import { type AuditHouse, alice, bob, idOf, openAuditHouse } from "./audit-house.ts";
import { careCourse, careTraining, others } from "./measures.ts";

const [a, b] = [idOf("welfare", "W-1"), idOf("industry", "I-1")].sort();
const input = {
  findingId: `OVERLAP:${a}:${b}`,
  verdict: "CONFIRMED",
  class: "DUPLICATION",
  warranted: false,
  reason: "同じ研修。",
  options: [],
};
const propose = `mutation ($input: ProposeDecisionInput!) { proposeDecision(input: $input) {
  decision { id measures { measure { id findings { id decision { id state } } } } } problems { code } } }`;
const refuse = `mutation ($id: ID!) { refuseDecision(id: $id, reason: "まだ") { problems { code } } }`;

const keys = new Map([["audit", ["k".repeat(32)]]]);
const sign = signerFor(keys, "audit");
const driver = failSqlite();
const [full = ""] = driver.kinds;
let house: AuditHouse;
let served: Listening;

beforeAll(async () => {
  house = await openAuditHouse(databases[0].newSettings());
  await house.save("welfare", careTraining, ...others.slice(0, 12));
  await house.save("industry", careCourse, ...others.slice(12));
  await house.audit.pullNow();
  const kept = { ...house.audit, close: async () => undefined };
  served = await serveSubgraph(kept, testConfig({ subgraphKeys: keys }), { log: createLog("silent") });
}, 400_000);

afterAll(() => served.close());

const told = async () => {
  const content = { query: propose, variables: { input } };
  const headers = sign(JSON.stringify(content), { identity: alice, mayWrite: false });
  const { errors = [] } = JSON.parse((await post(served.url, content, headers)).body);
  return errors.map(({ extensions }: Json) => extensions.code);
};

/** The proposals that are stored, which are refused so that the next one may be made. */
async function clearProposals(): Promise<number> {
  const { auditDecisions } = await house.ask("{ auditDecisions(states: [PROPOSED]) { id } }");
  for (const { id } of auditDecisions) await house.ask(refuse, { id }, bob);
  return auditDecisions.length;
}

test("A proposal is told as made where it is stored, also when the note of what its answer reads cannot be", async () => {
  const statements = await driver.count(told);
  expect(await clearProposals()).toBe(1);
  const codes = new Set<string>();

  for (let statement = 1; statement <= statements; statement++) {
    driver.fail([statement], full);
    const [code = "none"] = await told();
    driver.heal();
    const isStored = (await clearProposals()) === 1;
    codes.add(`${code} ${isStored ? "stored" : "not stored"}`);
  }

  const ofStored = [...codes].filter((each) => !each.endsWith("not stored"));
  expect(ofStored.sort()).toEqual(["SAVED_NOT_SHOWN stored", "none stored"]);
  expect(codes).toContain("DATABASE_FULL not stored");
}, 400_000);
