/** Two auditors propose, approve, refuse and release; departments see what is released about them, and nothing else. */
import type { Json } from "../../../support/ask.ts";
import { type Act, type Came, type Stage, took, without } from "../act.ts";
import { outcomeOf, requireAllowed, told, troubleIn, wordOf } from "../answers.ts";
import { must } from "../contradiction.ts";
import { applyToFinding, type DecisionState, type FindingChange, type FindingState } from "../finding-model.ts";
import { nextNumber } from "../model.ts";
import { type Outcome, settle } from "../outcome.ts";
import type { Name } from "../people.ts";
import type { World } from "../world.ts";

export const auditActs: readonly Act[] = [
  {
    by: "auditor",
    name: "rule on a finding",
    weight: 12,
    effects: {
      propose: "at each reckoning the finding has these decisions in these states, and no other",
      approve: "as for propose; never by who has proposed it",
      refuse: "as for propose; never by who has proposed it",
      release: "as for propose; the departments concerned see it from then on",
    },
    run: ruleOnFinding,
  },
  {
    by: "auditor",
    name: "verify the trail",
    weight: 2,
    effects: { proven: "`audit verify` ends with 0, with no fewer events than before" },
    run: verifyTrail,
  },
  {
    by: "officer",
    name: "read decisions",
    weight: 4,
    effects: {
      "concerned department": "all that is released about it, nothing else, and not who has proposed it",
      "other department": "nothing",
      public: "FORBIDDEN_FIELD",
    },
    run: readAsDepartment,
  },
];

const auditors = ["alice", "bob"] as const;

/** Pairs of the two departments whose members act. */
export async function findingIds(world: World): Promise<readonly string[]> {
  const query = `{ overlapMatrix { pairs(first: 8, department: "employment", other: "industry") { id } } }`;
  const { data, errors } = await world.ask("alice", query);
  must(data?.overlapMatrix?.pairs.length > 1, "overlaps of employment and industry", errors ?? data);
  return data.overlapMatrix.pairs.map(({ id }: Json) => id);
}

async function ruleOnFinding(stage: Stage): Promise<Came> {
  const { model, random, world } = stage;
  const id = random.pick(Object.keys(model.findings));
  const states = model.findings[id] ?? [];
  const change = randomRuling(stage, random.pick(states));
  const outcome = await sendRuling(stage, id, change);
  requireAllowed(outcome, troubleIn(world));
  noteRuling(stage, id, change, outcome);
  return outcome.kind === "made" ? took(change.kind) : without(`${change.kind} ${wordOf(outcome)}`);
}

export function randomRuling({ model, random }: Stage, { decisions }: FindingState): FindingChange {
  const by = random.pick(auditors);
  const last = decisions.at(-1);
  const isOver = last === undefined || last.state === "REFUSED" || last.state === "RELEASED";
  if (last === undefined || random.percent(isOver ? 70 : 10))
    return { kind: "propose", reason: `理由 ${nextNumber(model)}`, by };
  const { reason } = random.percent(80) ? last : random.pick(decisions);
  return { kind: random.pick(["approve", "approve", "refuse", "release", "release"]), reason, by };
}

export function noteRuling({ model }: Stage, id: string, change: FindingChange, outcome: Outcome): void {
  const before = model.findings[id] ?? [];
  const after = settle(before, [{ change, outcome }], applyToFinding);
  must(after.length > 0, `an outcome that fits ${JSON.stringify(before)}`, { change, outcome });
  model.findings[id] = after;
}

const decisionIds = new Map<string, string>();

export async function sendRuling({ world }: Stage, finding: string, change: FindingChange): Promise<Outcome> {
  const { kind, reason, by } = change;
  const asking = async () => outcomeOf(await world.ask(by, ...requestOf(finding, change)), read);
  const read = ({ decision, problems }: Json) => {
    if (problems[0]) return { kind: "refused", code: problems[0].code } as const;
    if (kind === "propose" && decision !== null) decisionIds.set(reason, decision.id);
    return { kind: "made", version: null } as const;
  };
  return told(asking());
}

function requestOf(
  finding: string,
  { kind, reason }: FindingChange,
): readonly [string, Readonly<Record<string, unknown>>] {
  if (kind === "propose") {
    const input = { findingId: finding, verdict: "CONFIRMED", class: "OVERLAP", warranted: true, reason };
    return [
      "mutation ($input: ProposeDecisionInput!) { result: proposeDecision(input: $input) { decision { id } problems { code } } }",
      { input },
    ];
  }
  const refusal = kind === "refuse" ? `, reason: "no"` : "";
  return [
    `mutation ($id: ID!) { result: ${kind}Decision(id: $id${refusal}) { decision { id } problems { code } } }`,
    { id: decisionIds.get(reason) ?? "unknown" },
  ];
}

/** A trail that nobody has touched is proven, whatever was done through the hub. */
export async function verifyTrail({ world, model }: Stage): Promise<Came> {
  const { code, output, notes } = await world.command("audit", "verify", "--json");
  must(code === 0, "a trail that nobody touched to be proven", output === "" ? notes : JSON.parse(output).faults);
  const { events } = JSON.parse(output);
  must(events >= model.trailSize, `${model.trailSize} events at least`, events);
  model.trailSize = events;
  return took("proven");
}

async function readAsDepartment(stage: Stage): Promise<Came> {
  const { world, random, model } = stage;
  const who = random.pick<Name | undefined>(["emi", "ida", "hana", "wataru", undefined]);
  const { data, errors } = await world.ask(who, "{ auditDecisions { reason state proposedBy } }");
  if (who === undefined) {
    must(errors?.[0]?.extensions.code === "FORBIDDEN_FIELD", "the public to be refused decisions", errors ?? data);
    return took("public");
  }
  must(errors === undefined, "decisions as the department sees them", errors);
  const shown: readonly Json[] = data.auditDecisions;
  const isConcerned = who === "emi" || who === "ida";
  const [sure, possible] = releasedIn(Object.values(model.findings));
  const reasons = new Set(shown.map(({ reason }) => reason));
  const foreign = shown.filter(
    ({ reason, proposedBy }) => !isConcerned || !possible.has(reason) || proposedBy !== null,
  );
  must(foreign.length === 0, `${who} to see nothing but what is released about the department`, foreign);
  const missing = isConcerned ? [...sure].filter((reason) => !reasons.has(reason)) : [];
  must(missing.length === 0, `${who} to see what is released about the department`, missing);
  return took(isConcerned ? "concerned department" : "other department");
}

function releasedIn(
  findings: readonly (readonly FindingState[])[],
): readonly [ReadonlySet<string>, ReadonlySet<string>] {
  const reasonsOf = ({ decisions }: FindingState) =>
    decisions.filter(({ state }) => state === "RELEASED").map(({ reason }) => reason);
  const possible = new Set(findings.flatMap((states) => states.flatMap(reasonsOf)));
  const sure = [...possible].filter((reason) =>
    findings.some((states) => states.length > 0 && states.every((state) => reasonsOf(state).includes(reason))),
  );
  return [new Set(sure), possible];
}

/** Everything that was decided, as an auditor sees it. */
export async function reckonFindings({ model, world }: Stage): Promise<void> {
  const { data, errors } = await world.ask(
    "alice",
    "{ auditDecisions { id findingId reason state } auditTrail(first: 1) { size } }",
  );
  must(errors === undefined, "all decisions", errors);
  const decisions: readonly Json[] = data.auditDecisions;
  for (const { id, reason } of decisions) decisionIds.set(reason, id);
  for (const [finding, possible] of Object.entries(model.findings)) {
    const shown = new Map(
      decisions.filter(({ findingId }) => findingId === finding).map((each) => [each.reason, each]),
    );
    const left = possible.filter(
      ({ decisions: own }) => own.length === shown.size && own.every((each) => isShownAs(each, shown.get(each.reason))),
    );
    must(left.length > 0, `finding ${finding} as one of ${JSON.stringify(possible)}`, [...shown.values()]);
    model.findings[finding] = left;
  }
  must(data.auditTrail.size >= model.trailSize, `${model.trailSize} events at least`, data.auditTrail.size);
  model.trailSize = data.auditTrail.size;
}

function isShownAs({ state }: DecisionState, shown: Json): boolean {
  return shown?.state === state;
}
