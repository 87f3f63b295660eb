/** What measures cost, as far as it is known: one figure a measure, and sums that count nothing twice. */
import type { BudgetInput, MeasureInput, RelationInput } from "#kit/records/record.ts";
import { type Figure, sumFigures, toFigure } from "#kit/values/figure.ts";
import type { AuditedMeasure } from "../collection/measure.ts";

export interface BudgetAtStake {
  readonly known: Figure;
  readonly measures: number;
  readonly unknown: number;
  readonly bundlesLeftOut: number;
}

/** Of the last fiscal year with a figure. */
export function budgetOf({ budgets }: MeasureInput): Figure {
  const stated = budgets ?? [];
  const year = Math.max(...stated.map(({ fiscalYear }) => fiscalYear));
  return toFigure(amountOf(stated.filter(({ fiscalYear }) => fiscalYear === year)));
}

/** The stage that says most of what can be spent; a supplement is added to what it supplements. */
function amountOf(figures: readonly BudgetInput[]): number | undefined {
  const at = (stage: BudgetInput["stage"]) => largest(figures.filter((each) => (each.stage ?? null) === stage));
  const [initial, supplement] = [at("INITIAL"), at("SUPPLEMENTARY")];
  const planned = initial === undefined ? undefined : initial + (supplement ?? 0);
  return (
    at("CURRENT") ?? planned ?? at("ASSESSED") ?? at("EXECUTED") ?? at(null) ?? at("REQUESTED") ?? largest(figures)
  );
}

/** Sources contradict each other; what is at stake is not made smaller by that. */
function largest(figures: readonly BudgetInput[]): number | undefined {
  return figures.length === 0 ? undefined : Math.max(...figures.map(({ amount }) => amount));
}

export function budgetAtStake(measures: Iterable<AuditedMeasure>): BudgetAtStake {
  const distinct = new Map([...measures].map((measure) => [measure.id, measure]));
  const bundles = bundlesIn(distinct);
  const counted = [...distinct.values()].filter(({ id }) => !bundles.has(id));
  return {
    ...sumFigures(counted.map(({ contract }) => budgetOf(contract))),
    measures: counted.length,
    bundlesLeftOut: distinct.size - counted.length,
  };
}

/** A package's money is that of its measures; so is a parent's beside its child. */
function bundlesIn(measures: ReadonlyMap<string, AuditedMeasure>): ReadonlySet<string> {
  const packages = [...measures.values()].filter(({ contract }) => contract.instrument === "POLICY_PACKAGE");
  const parents = [...measures.values()].flatMap((measure) =>
    (measure.contract.relations ?? []).flatMap((relation) => parentIn(measure, relation, measures)),
  );
  return new Set([...packages.map(({ id }) => id), ...parents]);
}

/** A relation says what the other is to this measure. */
function parentIn(
  { id }: AuditedMeasure,
  { kind, measureId }: RelationInput,
  among: ReadonlyMap<string, AuditedMeasure>,
): readonly string[] {
  if (!measureId || measureId === id || !among.has(measureId)) return [];
  return kind === "CHILD" ? [id] : kind === "PARENT" ? [measureId] : [];
}
