/**
 * What is served although it would be refused today: published before a rule of ownership was there. It is served on, since taking
 * it out would take its records out too, and is named wherever somebody looks until it is mended.
 */
import { setImmediate as turn } from "node:timers/promises";
import { BoundedCache } from "#kit/bounded-cache.ts";
import { textFindings } from "../check/check-ownership.ts";
import type { Published } from "../check/proposal.ts";
import { readSchema } from "../check/read-schema.ts";
import { worldOf } from "../check/world.ts";
import type { ContractPolicy } from "../policy.ts";
import type { Parts } from "./effective-graph.ts";

/** Only what nobody can approve: what was approved, and when, the text alone does not say. */
export function breachesIn(part: Published, policy: ContractPolicy): readonly string[] {
  const reading = readSchema(part.sdl);
  if (reading.outcome === "unreadable") return [];
  const findings = textFindings(worldOf(part, reading.schema, []), policy);
  const refused = findings.filter(({ severity, awaits }) => severity === "error" && awaits === undefined);
  return [...new Set(refused.map(({ code, coordinate = "" }) => `${code} ${coordinate}`.trim()))];
}

export interface StandingBreaches {
  /** Reads what is new of the parts. */
  look(parts: Parts): Promise<void>;
  /** One for each subgraph that would be refused. */
  notes(): readonly string[];
}

/** Of more departments than there are, before and after a change. */
const mostRemembered = 400;

export function createStandingBreaches(
  policy: ContractPolicy,
  onBreach: (subgraph: string, breaches: readonly string[]) => void,
): StandingBreaches {
  const known = new BoundedCache<string, readonly string[]>(mostRemembered);
  let notes: readonly string[] = [];
  const breachesOf = async (part: Published) => {
    const key = JSON.stringify([part.name, part.sdl]);
    const last = known.get(key);
    if (last) return last;
    // Each is a few milliseconds of reading.
    await turn();
    const breaches = breachesIn(part, policy);
    known.set(key, breaches);
    if (breaches.length > 0) onBreach(part.name, breaches);
    return breaches;
  };
  return {
    async look(parts) {
      const found: string[] = [];
      for (const part of parts.values()) {
        const breaches = part ? await breachesOf(part) : [];
        if (part && breaches.length > 0) found.push(noteOf(part.name, breaches));
      }
      notes = found;
    },
    notes: () => notes,
  };
}

const mostNamed = 3;

function noteOf(subgraph: string, breaches: readonly string[]): string {
  const more = breaches.length > mostNamed ? ` and ${breaches.length - mostNamed} more` : "";
  return `what ${subgraph} publishes would be refused today: ${breaches.slice(0, mostNamed).join(", ")}${more}`;
}
