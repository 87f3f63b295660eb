/** What each running measure is like, for as long as the measures stand. */

import type { Steps } from "#kit/turns/steps.ts";
import { createKeptNeighbours, type KeptNeighbours } from "../overlap/kept-neighbours.ts";
import type { Model } from "../overlap/model.ts";
import { createOverlapIndex } from "../overlap/overlap-index.ts";
import { type AuditedMeasure, isRunning } from "./measure.ts";

/** Of a measure, so many are known. */
const top = 20;

export function* keepNeighbours(measures: Iterable<AuditedMeasure>, model: Model): Steps<KeptNeighbours> {
  const neighbours = createKeptNeighbours(createOverlapIndex(model), { top });
  for (const measure of measures) {
    if (isRunning(measure)) neighbours.set(measure.record);
    yield;
  }
  yield* neighbours.refresh();
  return neighbours;
}
