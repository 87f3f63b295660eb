import { expect, test } from "@jest/globals";
import type { Identity } from "#kit/identity/identity.ts";
import { todayInJapan } from "../../../subgraphs/audit/cases/follow-up.ts";
import type { Json } from "../../support/ask.ts";
import { databases, describeOnDatabases } from "../../support/databases.ts";
import {
  type AuditHouse,
  alice,
  bob,
  idOf,
  industryMember,
  measure,
  openAuditHouse,
  person,
  welfareMember,
} from "./audit-house.ts";
import { careCourse, careTraining, others, snowClearing } from "./measures.ts";

const [a, b] = [idOf("welfare", "W-1"), idOf("industry", "I-1")].sort();
const findingId = `OVERLAP:${a}:${b}`;

const decided = {
  findingId,
  verdict: "CONFIRMED",
  class: "DUPLICATION",
  warranted: false,
  reason: "同じ研修の費用を二つの部局が補助している。",
  effects: "事業所は二度申請している。",
  options: [
    {
      kind: "MERGE",
      text: "福祉に一本化する",
      savingFrom: 1_000_000,
      savingTo: 3_000_000,
      confidence: "MEDIUM",
      effects: "産業の窓口が要らなくなる",
    },
    { kind: "KEEP", text: "二つとも続ける", savingFrom: null, savingTo: null, confidence: null, effects: null },
  ],
} as const;

const fields = `decision { id state verdict reason proposedBy approvedBy answers { department position comment }
  actions { id status isOverdue realisedSaving } alerts { reason measure { id } } isAddressed } problems { code }`;

async function act(house: AuditHouse, field: string, args: Json, as: Identity = alice): Promise<Json> {
  const types: Readonly<Record<string, string>> = {
    proposeDecision: "$input: ProposeDecisionInput!",
    approveDecision: "$id: ID!",
    refuseDecision: "$id: ID!, $reason: String!",
    releaseDecision: "$id: ID!",
    answerDecision: "$id: ID!, $position: AnswerPosition!, $comment: String!",
    addAction: "$input: AddActionInput!",
    changeAction: "$input: ChangeActionInput!",
  };
  const given = Object.keys(args).map((name) => `${name}: $${name}`);
  const document = `mutation (${types[field]}) { ${field}(${given.join(", ")}) { ${fields} } }`;
  return (await house.ask(document, args, as))[field];
}

async function openWithPair(settings = databases[0].newSettings()): Promise<AuditHouse> {
  const house = await openAuditHouse(settings);
  await house.save("welfare", careTraining, ...others);
  await house.save("industry", careCourse, snowClearing);
  await house.audit.pullNow();
  return house;
}

async function released(house: AuditHouse, input: Json = decided): Promise<string> {
  const { decision } = await act(house, "proposeDecision", { input });
  await act(house, "approveDecision", { id: decision.id }, bob);
  await act(house, "releaseDecision", { id: decision.id });
  return decision.id;
}

async function eventsOf(house: AuditHouse): Promise<readonly string[]> {
  const { auditTrail } = await house.ask("{ auditTrail { events { kind } } }");
  return auditTrail.events.map(({ kind }: Json) => kind);
}

const pairs = "{ overlapMatrix { pairCount pairs(includeDismissed: true) { state decision { id reason } } } }";
const seen = "{ auditDecisions { id state proposedBy } }";

describeOnDatabases("a decision", (database) => {
  test("is proposed by one person, approved by another, released, answered by its departments, and all of it is in the trail", async () => {
    const house = await openWithPair(database.newSettings());

    const proposed = await act(house, "proposeDecision", { input: decided });
    const { id } = proposed.decision;
    const approved = await act(house, "approveDecision", { id }, bob);
    const before = await house.ask(seen, {}, welfareMember);
    await act(house, "releaseDecision", { id });
    const after = await house.ask(seen, {}, welfareMember);
    await act(house, "answerDecision", { id, position: "AGREE", comment: "賛成" }, welfareMember);
    const answered = await act(
      house,
      "answerDecision",
      { id, position: "PARTLY", comment: "対象が違う" },
      industryMember,
    );

    expect(proposed.problems).toEqual([]);
    expect(approved.decision.state).toBe("APPROVED");
    expect(before.auditDecisions).toEqual([]);
    expect(after.auditDecisions).toEqual([{ id, state: "RELEASED", proposedBy: null }]);
    expect(answered.decision.answers).toEqual([
      { department: "welfare", position: "AGREE", comment: "賛成" },
      { department: "industry", position: "PARTLY", comment: "対象が違う" },
    ]);
    expect(await eventsOf(house)).toEqual([
      "SNAPSHOT_TAKEN",
      "DECISION_PROPOSED",
      "DECISION_APPROVED",
      "DECISION_RELEASED",
      "DEPARTMENT_ANSWERED",
      "DEPARTMENT_ANSWERED",
    ]);
  });

  test("keeps every option with its savings, how sure they are, and what else it would bring about", async () => {
    const house = await openWithPair(database.newSettings());
    const id = await released(house);

    const { auditDecision } = await house.ask(
      "query ($id: ID!) { auditDecision(id: $id) { options { kind text savingFrom savingTo confidence effects } } }",
      { id },
    );

    expect(auditDecision.options).toEqual(decided.options);
  });

  test("is there again when another process reads what this one wrote", async () => {
    const house = await openWithPair(database.newSettings());
    const id = await released(house);
    const another = await house.another();
    await act(another, "answerDecision", { id, position: "DISAGREE", comment: "別の研修" }, welfareMember);

    const { auditDecision } = await house.ask("query ($id: ID!) { auditDecision(id: $id) { answers { position } } }", {
      id,
    });

    expect(auditDecision.answers).toEqual([{ position: "DISAGREE" }]);
  });

  test("raises an alert when a settled measure changes, ends, or gets another like it; once for each", async () => {
    const house = await openWithPair(database.newSettings());
    const id = await released(house);

    await house.save("industry", { ...careCourse, budgets: [] });
    await house.audit.pullNow();
    await house.save(
      "welfare",
      measure("W-2", "介護職員初任者研修の受講費用の補助（第二）", { ...careTraining, code: "W-2" }),
    );
    await house.audit.pullNow();
    await house.withdraw("welfare", "W-1");
    await house.audit.pullNow();
    await house.another().then(({ audit }) => audit.pullNow());

    const { auditDecision } = await house.ask(
      "query ($id: ID!) { auditDecision(id: $id) { alerts { reason measure { id } } } }",
      { id },
    );
    expect(auditDecision.alerts).toEqual([
      { reason: "CHANGED", measure: { id: idOf("industry", "I-1") } },
      { reason: "JOINED", measure: { id: idOf("welfare", "W-2") } },
      // It is withdrawn.
      { reason: "GONE", measure: null },
    ]);
  });
});

test("nobody approves or refuses a proposal of their own, and that they tried is in the trail", async () => {
  const house = await openWithPair();
  const { decision } = await act(house, "proposeDecision", { input: decided });

  const approved = await act(house, "approveDecision", { id: decision.id });
  const refused = await act(house, "refuseDecision", { id: decision.id, reason: "やめる" });

  expect([approved, refused].map(({ problems }) => problems)).toEqual([
    [{ code: "SAME_PERSON" }],
    [{ code: "SAME_PERSON" }],
  ]);
  expect((await eventsOf(house)).slice(-2)).toEqual(["CHANGE_REFUSED", "CHANGE_REFUSED"]);
  expect((await house.ask(seen)).auditDecisions[0].state).toBe("PROPOSED");
});

test("a refused proposal leaves the finding open, to be proposed anew", async () => {
  const house = await openWithPair();
  const { decision } = await act(house, "proposeDecision", { input: decided });
  const twice = await act(house, "proposeDecision", { input: decided }, bob);
  await act(house, "refuseDecision", { id: decision.id, reason: "根拠が足りない" }, bob);

  const again = await act(house, "proposeDecision", { input: decided });

  expect(twice.problems).toEqual([{ code: "WRONG_STATE" }]);
  expect(again.problems).toEqual([]);
});

test.each([
  ["an unknown finding", { findingId: "OVERLAP:x:y" }, "NOT_FOUND"],
  ["no reason", { reason: " " }, "INVALID_VALUE"],
  ["an overlap without its class", { class: null }, "INVALID_VALUE"],
  ["an overlap that is neither warranted nor not", { warranted: null }, "INVALID_VALUE"],
  [
    "savings from much to little",
    { options: [{ kind: "END", text: "", savingFrom: 2, savingTo: 1 }] },
    "INVALID_VALUE",
  ],
])("a proposal with %s is refused", async (_, change, code) => {
  const house = await openWithPair();

  const { problems, decision } = await act(house, "proposeDecision", { input: { ...decided, ...change } });

  expect([decision, problems]).toEqual([null, [{ code }]]);
});

test("a department answers only what is released and about itself", async () => {
  const house = await openWithPair();
  const { decision } = await act(house, "proposeDecision", { input: decided });
  const answer = { id: decision.id, position: "AGREE", comment: "" };

  const early = await act(house, "answerDecision", answer, welfareMember);
  await act(house, "approveDecision", { id: decision.id }, bob);
  await act(house, "releaseDecision", { id: decision.id });
  const strange = await act(house, "answerDecision", answer, person("ed", "member", "education"));

  expect([early.problems, strange.problems]).toEqual([[{ code: "WRONG_STATE" }], [{ code: "NOT_YOURS" }]]);
});

test("a dismissed pair keeps its grounds and stays away until one of its measures changes", async () => {
  const house = await openWithPair();
  const dismissed = { findingId, verdict: "DISMISSED", reason: "研修の段階が違う。" };
  await released(house, dismissed);

  const away = await house.ask(pairs);
  await house.save("industry", { ...careCourse, budgets: [] });
  await house.audit.pullNow();
  const back = await house.ask(pairs);

  expect(away.overlapMatrix.pairCount).toBe(0);
  expect(away.overlapMatrix.pairs[0]).toMatchObject({ state: "DISMISSED", decision: { reason: "研修の段階が違う。" } });
  expect(back.overlapMatrix).toMatchObject({
    pairCount: 1,
    pairs: [{ state: "OPEN", decision: { reason: "研修の段階が違う。" } }],
  });
});

test("a read of a draft is in the trail, a read of what is released is not", async () => {
  const house = await openWithPair();
  const { decision } = await act(house, "proposeDecision", { input: decided });

  await house.ask(pairs, {}, bob);
  await act(house, "approveDecision", { id: decision.id }, bob);
  await act(house, "releaseDecision", { id: decision.id });
  await house.ask(pairs, {}, bob);

  const { auditTrail } = await house.ask("{ auditTrail { events { kind event } } }");
  const reads = auditTrail.events.filter(({ kind }: Json) => kind === "DRAFTS_READ");
  expect(reads.map(({ event }: Json) => JSON.parse(event).body)).toEqual([{ decisions: [decision.id] }]);
});

test("departments see findings about themselves once they are released, and no others", async () => {
  const house = await openWithPair();
  const onMeasure = `query ($id: ID!) { _entities(representations: [{ __typename: "Measure", id: $id }]) { ... on Measure {
    overlaps { id } findings { id } auditStatus { openFindings decisions } } } }`;
  const asMember = async () => (await house.ask(onMeasure, { id: a }, welfareMember))._entities[0];
  const before = await asMember();

  await released(house);

  expect(before).toEqual({ overlaps: [], findings: [], auditStatus: { openFindings: null, decisions: 0 } });
  expect(await asMember()).toEqual({
    overlaps: [{ id: findingId }],
    findings: [{ id: findingId }],
    auditStatus: { openFindings: null, decisions: 1 },
  });
  const outsider = await house.ask(onMeasure, { id: a }, person("ed", "member", "education"));
  expect(outsider._entities[0].findings).toEqual([]);
});

test("an area is addressed only when all its actions are, and savings are told as estimated and as realised", async () => {
  const house = await openWithPair();
  const decisionId = await released(house);
  const input = {
    decisionId,
    text: "要綱を改める",
    department: "welfare",
    owner: "高齢福祉課",
    dueOn: "2999-03-31",
    estimatedSaving: 2_000_000,
  };
  const first = (await act(house, "addAction", { input })).decision.actions[0];
  const both = (await act(house, "addAction", { input: { ...input, dueOn: todayInJapan() } })).decision;
  const done = { status: "ADDRESSED", note: "改正済み", realisedSaving: 1_500_000 };

  const half = await act(house, "changeAction", { input: { actionId: first.id, ...done } });
  const whole = await act(house, "changeAction", { input: { actionId: both.actions[1].id, status: "ADDRESSED" } });

  expect(both.actions.map(({ status, isOverdue }: Json) => [status, isOverdue])).toEqual([
    ["NOT_ADDRESSED", false],
    ["NOT_ADDRESSED", false],
  ]);
  expect([both.isAddressed, half.decision.isAddressed, whole.decision.isAddressed]).toEqual([false, false, true]);
  const { followUp } = await house.ask(
    "{ followUp { areas areasAddressed estimatedSaving estimatedSavingUnknown realisedSaving realisedSavingUnknown overdue { id } byStatus { status actions } } }",
  );
  expect(followUp).toEqual({
    areas: 1,
    areasAddressed: 1,
    estimatedSaving: 4_000_000,
    estimatedSavingUnknown: 0,
    realisedSaving: 1_500_000,
    realisedSavingUnknown: 1,
    overdue: [],
    byStatus: [
      { status: "ADDRESSED", actions: 2 },
      { status: "PARTIALLY_ADDRESSED", actions: 0 },
      { status: "NOT_ADDRESSED", actions: 0 },
      { status: "CLOSED_OTHER", actions: 0 },
    ],
  });
});

test("an action is not due on a day that has passed", async () => {
  const house = await openWithPair();
  const decisionId = await released(house);
  const yesterday = todayInJapan(new Date(Date.now() - 86_400_000));
  const input = { decisionId, text: "要綱を改める", department: "welfare", owner: "高齢福祉課", dueOn: yesterday };

  const { decision, problems } = await act(house, "addAction", { input });

  expect(decision).toBeNull();
  expect(problems).toMatchObject([{ code: "INVALID_VALUE" }]);
});

test("all actions are listed, and can be narrowed to a status, a department and what is late", async () => {
  const house = await openWithPair();
  const decisionId = await released(house);
  const input = { decisionId, text: "要綱を改める", department: "welfare", owner: "課", dueOn: "2999-03-31" };
  await act(house, "addAction", { input });
  await act(house, "addAction", { input: { ...input, department: "industry", text: "窓口を一つにする" } });

  const { followUp } = await house.ask(`{ followUp { all: actions { text } late: actions(overdue: true) { text }
    industry: actions(department: "industry", statuses: [NOT_ADDRESSED], overdue: false) { text } done: actions(statuses: [ADDRESSED]) { text } } }`);

  expect(followUp).toEqual({
    all: [{ text: "要綱を改める" }, { text: "窓口を一つにする" }],
    late: [],
    industry: [{ text: "窓口を一つにする" }],
    done: [],
  });
});

test("approving is offered to whoever may, and to nobody else", async () => {
  const house = await openWithPair();
  const { decision } = await act(house, "proposeDecision", { input: decided });
  const offered = async (as: typeof bob) =>
    (await house.ask("query ($id: ID!) { auditDecision(id: $id) { canApprove } }", { id: decision.id }, as))
      .auditDecision?.canApprove;

  const before = [await offered(alice), await offered(bob)];
  await act(house, "approveDecision", { id: decision.id }, bob);

  expect(before).toEqual([false, true]);
  expect([await offered(alice), await offered(bob)]).toEqual([false, false]);
});

test("answers are awaited until every department that it is about has given one", async () => {
  const house = await openWithPair();
  const id = await released(house);
  const awaited = async () =>
    (await house.ask("query ($id: ID!) { auditDecision(id: $id) { awaitedDepartments } }", { id })).auditDecision
      .awaitedDepartments;
  const reply = { id, position: "AGREE", comment: "" };

  const first = await awaited();
  await act(house, "answerDecision", reply, welfareMember);
  const second = await awaited();
  await act(house, "answerDecision", reply, industryMember);

  expect([first, second, await awaited()]).toEqual([["industry", "welfare"], ["industry"], []]);
});

test("a department that is asked to answer sees both texts and the evidence, as they were decided on", async () => {
  const house = await openWithPair();
  const id = await released(house);
  await house.save("industry", { ...careCourse, summary: { ja: "すっかり変わった。" } });
  await house.audit.pullNow();
  const evidence = `query ($id: ID!) { auditDecision(id: $id) { pair { class bits a { name { ja } summary { ja } } b { name { ja } summary { ja } }
    evidence { shared } } } }`;

  const shown = await house.ask(evidence, { id }, welfareMember);
  const outsider = await house.ask(evidence, { id }, person("ed", "member", "education"));

  const { pair } = shown.auditDecision;
  expect(pair.evidence.shared.length).toBeGreaterThan(0);
  expect([pair.a.name.ja, pair.b.name.ja]).toContain(careCourse.name.ja);
  expect(JSON.stringify(pair)).not.toContain("すっかり変わった");
  expect(outsider.auditDecision).toBeNull();
});

test("decisions are told as they stood at a moment", async () => {
  const house = await openWithPair();
  const { decision } = await act(house, "proposeDecision", { input: decided });
  const { auditTrail } = await house.ask("{ auditTrail { events { kind at } } }");
  const at = auditTrail.events.find(({ kind }: Json) => kind === "DECISION_PROPOSED").at;
  await new Promise((resolve) => setTimeout(resolve, 5));
  await act(house, "approveDecision", { id: decision.id }, bob);

  const then = await house.ask("query ($at: DateTime!) { auditDecisions(asOf: $at) { state } }", { at });

  expect(then.auditDecisions).toEqual([{ state: "PROPOSED" }]);
});
