/** All cases as they stand now, or stood at a moment; events are read once and kept folded. */
import type { EntityManager } from "typeorm";
import { errors } from "#kit/errors.ts";
import type { HashedEvent } from "../trail/event.ts";
import type { Trail } from "../trail/trail.ts";
import type { KnownEvent } from "./events.ts";
import { type Cases, fold, noCases } from "./fold.ts";

export interface CaseBook {
  /**
   * Inside a change give its manager, so that what is read cannot change before it is decided on.
   * @throws HubError AUDIT_TRAIL_ALTERED where an event is not what the next one, or its own hash, says
   */
  current(manager?: EntityManager): Promise<Cases>;
  asOf(moment: string): Promise<Cases>;
}

const pageSize = 1_000;

export function createCaseBook(trail: Trail): CaseBook {
  const known = noCases();
  return {
    async current(manager) {
      await readOn(trail, known, { manager });
      return known;
    },
    async asOf(moment) {
      const cases = noCases();
      await readOn(trail, cases, { until: moment });
      return cases;
    },
  };
}

interface Reading {
  readonly manager?: EntityManager | undefined;
  readonly until?: string;
}

async function readOn(trail: Trail, cases: Cases, { manager, until }: Reading): Promise<void> {
  // What was cut off at the end does not show in the links.
  const expected = cases.sequence === 0 && until === undefined ? await trail.size(manager) : 0;
  for (;;) {
    const events = await trail.read(cases.sequence, pageSize, manager);
    for (const event of events) {
      if (until !== undefined && event.at > until) return;
      add(cases, event);
    }
    if (events.length < pageSize) break;
  }
  if (cases.sequence < expected) throw errors.auditTrailAltered(cases.sequence + 1);
}

/** Whoever reads at the same time may have added it. */
function add(cases: Cases, event: HashedEvent): void {
  if (event.sequence !== cases.sequence + 1) return;
  // What is in the trail was written as one of the known kinds, each with its body.
  if (event.previous !== cases.lastHash) throw errors.auditTrailAltered(event.sequence);
  fold(cases, event as unknown as KnownEvent);
  cases.sequence = event.sequence;
  cases.lastHash = event.hash;
}
