/** Composes in a process of its own that can be ended: composing takes seconds for many departments, and minutes for a hostile schema. */
import { errors } from "#kit/errors.ts";
import { type ApartLimits, runApart } from "./apart/run-apart.ts";
import type { Composition, PublishedSubgraph } from "./compose.ts";

/** A prefecture of sixty departments takes a few seconds. */
const usualLimits: ApartLimits = { cpuMs: 60_000, megabytes: 1_024 };

/** @throws HubError EXAMINATION_UNFINISHED where nothing was found out, and it may be tried again */
export async function composeApart(
  subgraphs: readonly PublishedSubgraph[],
  limits = usualLimits,
): Promise<Composition> {
  const file = new URL("./compose-process.ts", import.meta.url);
  const outcome = await runApart<Composition>(file, subgraphs, limits);
  if (outcome.outcome === "broken") throw errors.examinationUnfinished(outcome.reason);
  return outcome.outcome === "done" ? outcome.result : { outcome: "refused", reasons: [tooMuch(outcome.by, limits)] };
}

function tooMuch(by: "time" | "memory", { cpuMs, megabytes }: ApartLimits): string {
  return by === "time"
    ? `composing took more than ${cpuMs / 1000} s of CPU time`
    : `composing took more than ${megabytes} MB of memory`;
}
