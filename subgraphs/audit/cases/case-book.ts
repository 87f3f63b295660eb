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
  let known = noCases();
  return {
    async current(manager) {
      const cases = known;
      if (await readOn(trail, cases, { manager })) return cases;
      // The database lost its tail, or was put back: what it has now is read from the beginning.
      if (known === cases) known = noCases();
      return this.current(manager);
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

/** Reads the last known event again with those after it; false where it is not there as it was. */
async function readOn(trail: Trail, cases: Cases, { manager, until }: Reading): Promise<boolean> {
  // What was cut off at the end does not show in the links.
  const expected = cases.sequence === 0 && until === undefined ? await trail.size(manager) : 0;
  for (;;) {
    const { sequence, lastHash } = cases;
    const events = await trail.read(Math.max(sequence - 1, 0), pageSize, manager);
    if (sequence > 0 && events[0]?.hash !== lastHash) return false;
    for (const event of events) {
      if (until !== undefined && event.at > until) return true;
      add(cases, event);
    }
    if (events.length < pageSize) break;
  }
  if (cases.sequence < expected) throw errors.auditTrailAltered(cases.sequence + 1);
  return true;
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
