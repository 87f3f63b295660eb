/** What becomes of a proposal: a second person approves or refuses it, it is released, and the departments answer. */
import type { Office } from "../office.ts";
import type { Actor } from "../trail/event.ts";
import type { AnswerPosition, Decision } from "./case.ts";
import { carryOut, type Outcome, type Ruling } from "./command.ts";
import { eventOf } from "./events.ts";
import { type Problem, problems } from "./problems.ts";

export interface About {
  readonly by: Actor;
  readonly id: string;
}

export function approve(office: Office, { by, id }: About): Promise<Outcome> {
  return onDecision(office, { by, id }, "approveDecision", (decision) =>
    ruled(id, secondPersonProblem(decision, by), () => eventOf("DECISION_APPROVED", by, { decision: id })),
  );
}

export function refuse(office: Office, { by, id }: About, reason: string): Promise<Outcome> {
  return onDecision(office, { by, id }, "refuseDecision", (decision) => {
    const problem = secondPersonProblem(decision, by) ?? (reason.trim() === "" ? problems.reasonMissing : undefined);
    return ruled(id, problem, () => eventOf("DECISION_REFUSED", by, { decision: id, reason }));
  });
}

export function release(office: Office, { by, id }: About): Promise<Outcome> {
  return onDecision(office, { by, id }, "releaseDecision", ({ state }) =>
    ruled(id, state === "APPROVED" ? undefined : problems.notApproved, () =>
      eventOf("DECISION_RELEASED", by, { decision: id }),
    ),
  );
}

interface Answer {
  readonly position: AnswerPosition;
  readonly comment: string;
}

/** A department answers for itself, and for a decision about its own measures. */
export function answer(office: Office, { by, id }: About, { position, comment }: Answer): Promise<Outcome> {
  return onDecision(office, { by, id }, "answerDecision", (decision) => {
    const { department } = by;
    if (department === null || !concerns(decision, department)) return { problem: problems.notYours };
    return ruled(id, decision.state === "RELEASED" ? undefined : problems.notReleased, () =>
      eventOf("DEPARTMENT_ANSWERED", by, { decision: id, department, position, comment }),
    );
  });
}

/** Whether a department has something to do with it. */
export function concerns({ measures, actions }: Decision, department: string): boolean {
  return [...measures, ...actions].some((each) => each.department === department);
}

/** The departments that have something to do with it and have not answered it; none before it is released. */
export function awaitedDepartments({ state, measures, actions, answers }: Decision): readonly string[] {
  if (state !== "RELEASED") return [];
  const answered = new Set(answers.map(({ department }) => department));
  const concerned = new Set([...measures, ...actions].map(({ department }) => department));
  return [...concerned].filter((department) => !answered.has(department)).sort();
}

/** What keeps this person from approving it or sending it back, if anything. */
export function secondPersonProblem({ state, proposedBy }: Decision, { subject }: Actor): Problem | undefined {
  if (state !== "PROPOSED") return problems.notProposed;
  return subject === null || subject === proposedBy ? problems.samePerson : undefined;
}

function ruled(decision: string, problem: Problem | undefined, event: () => ReturnType<typeof eventOf>): Ruling {
  return problem ? { problem } : { events: [event()], decision };
}

export function onDecision(
  office: Office,
  { by, id }: About,
  attempt: string,
  rule: (decision: Decision) => Ruling,
): Promise<Outcome> {
  return carryOut(office, { by, attempt, about: id }, ({ decisions }) => {
    const decision = decisions.get(id);
    return decision ? rule(decision) : { problem: problems.decisionMissing };
  });
}
