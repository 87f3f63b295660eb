/** The order in which an auditor wants to meet pairs: the surest first, across departments, where much is at stake, a family in one place. */
import { toNullable } from "#kit/values/figure.ts";
import { budgetOf } from "../analysis/budget.ts";
import type { AuditedMeasure } from "../collection/measure.ts";

export interface Orderable {
  readonly a: AuditedMeasure;
  readonly b: AuditedMeasure;
  readonly strength: number;
}

/** From so strong on a pair stands before all weaker ones, whatever is at stake. */
const tiers = [0.5, 0.3, 0.2, 0.15] as const;

/** Negative where the first is to be met before. Equal pairs in the order of their ids. */
export function byWorth(one: Orderable, other: Orderable): number {
  return (
    tierOf(one) - tierOf(other) ||
    Number(isAcross(other)) - Number(isAcross(one)) ||
    moneyOf(other) - moneyOf(one) ||
    other.strength - one.strength ||
    (idsOf(one) < idsOf(other) ? -1 : 1)
  );
}

function tierOf({ strength }: Orderable): number {
  const at = tiers.findIndex((from) => strength >= from);
  return at < 0 ? tiers.length : at;
}

function isAcross({ a, b }: Orderable): boolean {
  return a.department !== b.department;
}

/** In powers of ten yen; what is unknown is not taken for nothing, but nobody knows that it is much. */
function moneyOf({ a, b }: Orderable): number {
  const known = [a, b].flatMap(({ contract }) => toNullable(budgetOf(contract)) ?? []);
  return known.length === 0 ? 0 : Math.floor(Math.log10(Math.max(...known, 1)));
}

function idsOf({ a, b }: Orderable): string {
  return `${a.id} ${b.id}`;
}
