/** A change of the cases: decided on what no one else can change meanwhile, and written to the trail, also where it is refused. */
import type { EntityManager } from "typeorm";
import { showSaved } from "#kit/changes/commit-change.ts";
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

/** What a repetition is told. */
type Ruled = { readonly decision: string } | { readonly problem: Problem };

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
  const ruled = await trail.change<Ruled>(async (manager) => {
    const result = await rule(await cases.current(manager), manager);
    if (!("problem" in result)) return { events: result.events, result: { decision: result.decision } };
    return { events: [eventOf("CHANGE_REFUSED", by, { attempt, problem: result.problem.code, about })], result };
  });
  if ("problem" in ruled) return { decision: null, problems: [ruled.problem] };
  const known = await showSaved(() => cases.current());
  return { decision: known.decisions.get(ruled.decision) ?? null, problems: [] };
}
