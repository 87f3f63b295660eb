/** A change of the audit that is sent again with its idempotency key: one event, and the first outcome. */
import { beforeEach, expect, test } from "@jest/globals";
import type { Identity } from "#kit/identity/identity.ts";
import type { Json } from "../../support/ask.ts";
import { describeOnDatabases } from "../../support/databases.ts";
import { type AuditHouse, alice, bob, idOf, openAuditHouse, welfareMember } from "./audit-house.ts";
import { careCourse, careTraining, others } from "./measures.ts";

const [a, b] = [idOf("welfare", "W-1"), idOf("industry", "I-1")].sort();
const findingId = `OVERLAP:${a}:${b}`;
const key = "$key: String";
const fields = "{ decision { id state reason answers { comment } actions { id text } } problems { code } }";
const propose = `mutation ($input: ProposeDecisionInput!) { proposeDecision(input: $input) ${fields} }`;
const addAction = `mutation ($input: AddActionInput!) { addAction(input: $input) ${fields} }`;
const changeAction = `mutation ($input: ChangeActionInput!) { changeAction(input: $input) ${fields} }`;
const refuse = `mutation ($id: ID!, ${key}) { refuseDecision(id: $id, reason: "まだ", idempotencyKey: $key) ${fields} }`;
const draw = `mutation (${key}) { drawLabelling(size: 2, seed: 7, idempotencyKey: $key) { labelling { id } problems { code } } }`;
const label = `mutation ($labelling: ID!, ${key}) {
  labelPair(labelling: $labelling, number: 1, judgement: ALIKE, idempotencyKey: $key) { labelling { id } problems { code } }
}`;
const exportCsv = `mutation (${key}) { exportAudit(format: CSV, idempotencyKey: $key) { content sha256 } }`;
const onDecision = (name: string) => `mutation ($id: ID!, ${key}) { ${name}(id: $id, idempotencyKey: $key) ${fields} }`;
const answer = `mutation ($id: ID!, ${key}) {
  answerDecision(id: $id, position: AGREE, comment: "わか\u202Eる\u0007", idempotencyKey: $key) ${fields}
}`;

function proposal(idempotencyKey: string, reason = "同じ\u202E研修\u0007。") {
  const verdict = { verdict: "CONFIRMED", class: "DUPLICATION", warranted: false };
  return { input: { findingId, ...verdict, reason, options: [], idempotencyKey } };
}

describeOnDatabases("a change of the audit", ({ newSettings }) => {
  let house: AuditHouse;

  beforeEach(async () => {
    house = await openAuditHouse(newSettings());
    await house.save("welfare", careTraining, ...others.slice(0, 12));
    await house.save("industry", careCourse, ...others.slice(12));
    await house.audit.pullNow();
  });

  async function kinds(): Promise<readonly string[]> {
    const { auditTrail } = await house.ask("{ auditTrail(first: 1000) { events { kind } } }");
    return auditTrail.events.map(({ kind }: Json) => kind).filter((kind: string) => kind !== "DRAFTS_READ");
  }

  async function twice(document: string, variables: object, as: Identity = alice): Promise<Json> {
    const first = await house.ask(document, variables as Json, as);
    const again = await house.ask(document, variables as Json, as);
    expect(again).toEqual(first);
    return Object.values(first)[0];
  }

  test("of every kind is made once, and told as the first time", async () => {
    await twice(`mutation (${key}) { takeSnapshot(idempotencyKey: $key) { snapshot { id } } }`, { key: "1" });
    const { decision } = await twice(propose, proposal("2"));
    const { id } = decision;
    await twice(onDecision("approveDecision"), { id, key: "3" }, bob);
    await twice(onDecision("releaseDecision"), { id, key: "4" });
    await twice(answer, { id, key: "5" }, welfareMember);
    const action = { decisionId: id, text: "一本化", department: "welfare", owner: "課", dueOn: "2027-03-31" };
    const added = await twice(addAction, { input: { ...action, idempotencyKey: "6" } });
    const [{ id: actionId }] = added.decision.actions;
    await twice(changeAction, { input: { actionId, status: "ADDRESSED", idempotencyKey: "7" } });
    const other = { input: { ...proposal("8").input, findingId: `GAP:none` } };
    await twice(propose, other);
    const sample = await twice(draw, { key: "9" });
    await twice(label, { labelling: sample.labelling.id, key: "10" });
    await twice(exportCsv, { key: "11" });

    expect(await kinds()).toEqual([
      "SNAPSHOT_TAKEN",
      "DECISION_PROPOSED",
      "DECISION_APPROVED",
      "DECISION_RELEASED",
      "DEPARTMENT_ANSWERED",
      "ACTION_ADDED",
      "ACTION_CHANGED",
      "CHANGE_REFUSED",
      "LABELLING_DRAWN",
      "PAIR_LABELLED",
      "EXPORTED",
    ]);
  });

  test("that refuses a proposal is told as the first time", async () => {
    const { proposeDecision } = await house.ask(propose, proposal("1"));
    await twice(refuse, { id: proposeDecision.decision.id, key: "2" }, bob);

    expect((await kinds()).at(-1)).toBe("DECISION_REFUSED");
  });

  test("that exports gives the same file again, or none where it would be another", async () => {
    await twice(exportCsv, { key: "1" });
    await house.save("welfare", { ...careTraining, code: "W-99", name: { ja: "別の研修" } });
    await house.audit.pullNow();

    const later = house.ask(exportCsv, { key: "1" });

    await expect(later).rejects.toMatchObject({ code: "AUDIT_EXPORTED_ALREADY" });
    expect((await kinds()).filter((kind) => kind === "EXPORTED")).toHaveLength(1);
  });

  test("that was refused is refused again, and is one event", async () => {
    const first = await house.ask(onDecision("approveDecision"), { id: "none", key: "1" });
    const again = await house.ask(onDecision("approveDecision"), { id: "none", key: "1" });

    expect(first.approveDecision).toEqual({ decision: null, problems: [{ code: "NOT_FOUND" }] });
    expect(again).toEqual(first);
    expect(await kinds()).toEqual(["CHANGE_REFUSED"]);
  });

  test("with the key of another change is refused, and with that of another person is made", async () => {
    await house.ask(propose, proposal("1"));

    await expect(house.ask(propose, proposal("1", "別の理由"))).rejects.toMatchObject({
      code: "IDEMPOTENCY_KEY_REUSED",
    });
    const { proposeDecision } = await house.ask(propose, proposal("1"), bob);

    expect(proposeDecision.problems).toEqual([{ code: "WRONG_STATE" }]);
  });

  test("sent several times at once is made once", async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => house.ask(propose, proposal("1"))));

    expect(new Set(answers.map((each) => JSON.stringify(each)))).toHaveProperty("size", 1);
    expect((await kinds()).filter((kind) => kind === "DECISION_PROPOSED")).toHaveLength(1);
  });

  test("keeps of its texts only what can be seen", async () => {
    const { proposeDecision } = await house.ask(propose, proposal("1"));

    expect(proposeDecision.decision.reason).toBe("同じ研修。");
    await expect(house.ask(propose, proposal("2", "片\uD800割れ"))).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("that is stored, and whose decision cannot be read now, is told as saved", async () => {
    const { proposeDecision } = await house.ask(propose, proposal("1"));
    const { id } = proposeDecision.decision;
    const { connection } = house.database.reader;
    await connection.destroy();

    const change = house.ask(onDecision("approveDecision"), { id, key: "2" }, bob);

    await expect(change).rejects.toMatchObject({ code: "SAVED_NOT_SHOWN" });
    await connection.initialize();
    const again = await house.ask(onDecision("approveDecision"), { id, key: "2" }, bob);
    expect(again.approveDecision).toMatchObject({ decision: { state: "APPROVED" }, problems: [] });
  });
});
