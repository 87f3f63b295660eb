/** A change of the cases: decided on what no one else can change meanwhile, and written to the trail, also where it is refused. */
import type { EntityManager } from "typeorm";
import type { Office } from "../office.ts";
import type { Actor, NewEvent } from "../trail/event.ts";
import type { Decision } from "./case.ts";
import { eventOf } from "./events.ts";
import type { Cases } from "./fold.ts";
import type { Problem } from "./problems.ts";

export interface Command {
  readonly by: Actor;
  /** Name of what is tried, for the trail. */
  readonly attempt: string;
  /** What it is about, for the trail. */
  readonly about: string | null;
}

export type Ruling =
  | { readonly events: readonly NewEvent[]; readonly decision: string }
  | { readonly problem: Problem };

export interface Outcome {
  readonly decision: Decision | null;
  readonly problems: readonly Problem[];
}

/** `rule` must be repeatable. */
export async function carryOut(
  { trail, cases }: Office,
  { by, attempt, about }: Command,
  rule: (known: Cases, manager: EntityManager) => Promise<Ruling> | Ruling,
): Promise<Outcome> {
  const ruling = await trail.change<Ruling>(async (manager) => {
    const result = await rule(await cases.current(manager), manager);
    if (!("problem" in result)) return { events: result.events, result };
    return { events: [eventOf("CHANGE_REFUSED", by, { attempt, problem: result.problem.code, about })], result };
  });
  if ("problem" in ruling) return { decision: null, problems: [ruling.problem] };
  const known = await cases.current();
  return { decision: known.decisions.get(ruling.decision) ?? null, problems: [] };
}
