/** Counts what was refused for asking too much, on whatever way it came. */
import type { Family } from "../telemetry/metrics/family.ts";
import { createCounter } from "../telemetry/metrics/instruments.ts";

export interface Refusals {
  count(code: string): void;
  read(): Family;
}

export function createRefusals(): Refusals {
  const counter = createCounter({
    name: "jinkatsu_limit_refusals_total",
    help: "Operations and requests that were refused for asking too much, by the limit's code.",
    labels: ["code"],
  });
  return { count: (code) => counter.add(code), read: () => counter.read() };
}
