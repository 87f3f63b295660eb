/** The calls of a plan by the part that they are for. */
import type { Call } from "../plan/call.ts";
import type { DeferredPart } from "./shape.ts";

/** By the part's id, or undefined for the first answer; positions are those within the part. */
export type PartPlans = ReadonlyMap<string | undefined, readonly Call[]>;

/** @throws where a call builds on one of a part that is not around its own */
export function partPlans(calls: readonly Call[], parts: readonly DeferredPart[]): PartPlans {
  const ids = [undefined, ...parts.map(({ id }) => id)];
  return new Map(ids.map((id) => [id, callsOf(id, calls, around(id, parts))]));
}

function callsOf(
  id: string | undefined,
  calls: readonly Call[],
  available: ReadonlySet<string | undefined>,
): readonly Call[] {
  const own = calls.filter(({ part }) => part === id);
  return own.map((call) => {
    const awaited = call.after.flatMap((position) => calls[position] ?? []);
    if (!awaited.every(({ part }) => available.has(part))) throw new Error("A part builds on one beside it");
    return { ...call, after: awaited.map((each) => own.indexOf(each)).filter((position) => position >= 0) };
  });
}

/** The part, what is around it, and the first answer. */
function around(id: string | undefined, parts: readonly DeferredPart[]): ReadonlySet<string | undefined> {
  const found = new Set<string | undefined>([undefined]);
  for (let at = id; at !== undefined; at = parts.find((part) => part.id === at)?.parent) found.add(at);
  return found;
}
