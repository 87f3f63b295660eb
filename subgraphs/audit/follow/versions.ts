/** Lays the changes of a batch one after another: each ends the version before it and, unless it is a tombstone, begins one. */
import type { ChangeRow } from "#kit/feed/tables.ts";
import { endOfTime, interfaceOf, lastRevision } from "#kit/follow/history.ts";
import { type ContractInput, digestOf, type MeasureInput } from "#kit/records/record.ts";
import type { Steps } from "#kit/turns/steps.ts";
import type { MeasureVersionRow, StateRow } from "../tables/tables.ts";

export interface Laid {
  readonly added: readonly MeasureVersionRow[];
  /** Of the versions that were open before. */
  readonly ended: readonly MeasureVersionRow[];
}

interface Told {
  readonly department: string;
  readonly changes: readonly ChangeRow[];
}

/** A change a step. Talent resources are not the audit's concern. */
export function* layVersions(
  { department, changes }: Told,
  state: StateRow,
  open: readonly MeasureVersionRow[],
): Steps<Laid> {
  const current = new Map(open.map((row) => [keyOf(row), row]));
  const added = new Map<number, MeasureVersionRow>();
  const ended: MeasureVersionRow[] = [];
  let versionId = state.lastVersionId;
  for (const change of changes) {
    yield;
    const contract = measureOf(change);
    const before = current.get(keyOf(change));
    if (contract === undefined && (before === undefined || change.record !== null)) continue;
    if (before) {
      const over = { ...before, validTo: change.at, toRevision: state.revision };
      if (added.has(before.versionId)) added.set(before.versionId, over);
      else ended.push(over);
      current.delete(keyOf(change));
    }
    if (contract === undefined) continue;
    versionId += 1;
    const row = { ...begun(change, contract), department, versionId, fromRevision: state.revision };
    added.set(versionId, row);
    current.set(keyOf(change), row);
  }
  return { added: [...added.values()], ended };
}

function keyOf({ typeName, code }: Pick<ChangeRow, "typeName" | "code">): string {
  return `${typeName}:${code}`;
}

function measureOf({ record }: ChangeRow): MeasureInput | undefined {
  const contract = (record as { readonly contract: ContractInput } | null)?.contract;
  return contract && interfaceOf(contract) === "Measure" ? (contract as MeasureInput) : undefined;
}

function begun({ typeName, code, version, at }: ChangeRow, contract: MeasureInput) {
  const digest = digestOf({ typeName, contract, details: {} });
  return { typeName, code, version, validFrom: at, validTo: endOfTime, toRevision: lastRevision, digest, contract };
}
