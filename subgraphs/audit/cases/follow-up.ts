/** What is done about released decisions: actions with an owner and a due date, and what they have come to. */
import { randomUUID } from "node:crypto";
import { sumFigures, toFigure, toNullable } from "#kit/values/figure.ts";
import type { Office } from "../office.ts";
import type { Actor } from "../trail/event.ts";
import { type ActionStatus, type Decision, type FollowUpAction, isAddressed } from "./case.ts";
import { carryOut, type Outcome } from "./command.ts";
import { eventOf } from "./events.ts";
import type { Cases } from "./fold.ts";
import { problems } from "./problems.ts";
import { onDecision } from "./rule.ts";

export interface ActionInput {
  readonly decisionId: string;
  readonly text: string;
  readonly department: string;
  readonly owner: string;
  readonly dueOn: string;
  readonly estimatedSaving?: number | null;
}

export function addAction(office: Office, by: Actor, input: ActionInput): Promise<Outcome> {
  const { decisionId: id, text, department, owner, dueOn, estimatedSaving = null } = input;
  return onDecision(office, { by, id }, "addAction", ({ state }) => {
    if (state !== "RELEASED") return { problem: problems.notReleased };
    if (text.trim() === "" || owner.trim() === "") return { problem: problems.textMissing };
    if (dueOn < todayInJapan()) return { problem: problems.dueDatePast };
    const body = { decision: id, action: randomUUID(), text, department, owner, dueOn, estimatedSaving };
    return { events: [eventOf("ACTION_ADDED", by, body)], decision: id };
  });
}

export interface ActionChange {
  readonly actionId: string;
  readonly status: ActionStatus;
  readonly note?: string | null;
  readonly realisedSaving?: number | null;
}

export function changeAction(office: Office, by: Actor, change: ActionChange): Promise<Outcome> {
  const { actionId: action, status, note = null, realisedSaving = null } = change;
  return carryOut(office, { by, attempt: "changeAction", about: action }, ({ decisionOfAction }) => {
    const decision = decisionOfAction.get(action);
    if (decision === undefined) return { problem: problems.actionMissing };
    const body = { decision, action, status, note, realisedSaving };
    return { events: [eventOf("ACTION_CHANGED", by, body)], decision };
  });
}

const statuses: readonly ActionStatus[] = ["ADDRESSED", "PARTIALLY_ADDRESSED", "NOT_ADDRESSED", "CLOSED_OTHER"];

export function followUpOf({ decisions }: Cases, today: string) {
  const areas = [...decisions.values()].filter(({ actions }) => actions.length > 0);
  const actions = areas.flatMap((each) => each.actions);
  const estimated = sumFigures(actions.map(({ estimatedSaving }) => toFigure(estimatedSaving)));
  const realised = sumFigures(actions.map(({ realisedSaving }) => toFigure(realisedSaving)));
  return {
    actions: (filter: ActionFilter = {}) => actions.filter((each) => isWanted(each, filter, today)),
    areas: areas.length,
    areasAddressed: areas.filter((each: Decision) => isAddressed(each) === true).length,
    byStatus: statuses.map((status) => ({ status, actions: actions.filter((each) => each.status === status).length })),
    overdue: actions.filter((each) => isOverdue(each, today)),
    estimatedSaving: toNullable(estimated.known),
    estimatedSavingUnknown: estimated.unknown,
    realisedSaving: toNullable(realised.known),
    realisedSavingUnknown: realised.unknown,
  };
}

export interface ActionFilter {
  readonly statuses?: readonly ActionStatus[] | null;
  readonly department?: string | null;
  readonly overdue?: boolean | null;
}

function isWanted(action: FollowUpAction, filter: ActionFilter, today: string): boolean {
  const { statuses, department, overdue } = filter;
  if (statuses && !statuses.includes(action.status)) return false;
  if (department && action.department !== department) return false;
  return typeof overdue !== "boolean" || isOverdue(action, today) === overdue;
}

export function isOverdue({ status, dueOn }: FollowUpAction, today: string): boolean {
  return (status === "NOT_ADDRESSED" || status === "PARTIALLY_ADDRESSED") && dueOn < today;
}

/** The date in Japan, where departments keep their calendar. */
export function todayInJapan(now: Date = new Date()): string {
  return new Date(now.getTime() + 9 * 3_600_000).toISOString().slice(0, 10);
}
