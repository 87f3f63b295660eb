/** Whether two measures run in the same fiscal years, as far as they say. */
import type { MeasureInput } from "#kit/records/record.ts";

/** UNKNOWN where either states no year; both may still stand in their departments' lists of today. */
export type YearRelation = "MEET" | "DIFFER" | "UNKNOWN";

type Dated = Pick<MeasureInput, "startFiscalYear" | "endFiscalYear" | "attestedFiscalYears" | "summary">;

export function relateYears(one: Dated, other: Dated): YearRelation {
  const [past, otherPast] = [isPastByItsWords(one), isPastByItsWords(other)];
  if (past !== otherPast) return "DIFFER";
  const [a, b] = [spanOf(one), spanOf(other)];
  if (a === undefined || b === undefined) return "UNKNOWN";
  return a.from <= b.to && b.from <= a.to ? "MEET" : "DIFFER";
}

/** 「2025年12月より前に行われていた」, 「…の前身に当たる」: what stands in the list and is no more. */
function isPastByItsWords({ summary }: Dated): boolean {
  return past.test(summary?.ja ?? "");
}

const past = /行われていた|行っていた|あった事業|前身に当たる|前身である|終了した事業|廃止された/u;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** What began and has no end goes on; so may what is only attested for some years. */
function spanOf({ startFiscalYear, endFiscalYear, attestedFiscalYears }: Dated): Span | undefined {
  const isStated = Boolean(startFiscalYear) || Boolean(endFiscalYear) || Boolean(attestedFiscalYears?.length);
  if (!isStated) return undefined;
  return { from: startFiscalYear ?? Number.NEGATIVE_INFINITY, to: endFiscalYear ?? Number.POSITIVE_INFINITY };
}
