/** Lays changes one after another: each ends the version before it and, unless it is a tombstone, begins one. */
import type { ChangeRow } from "#kit/feed/tables.ts";
import { endOfTime, interfaceOf, lastRevision } from "#kit/follow/history.ts";
import type { ContractInput, RecordInterface } from "#kit/records/record.ts";
import type { Steps } from "#kit/turns/steps.ts";
import type { StateRow, VersionRow } from "../tables/tables.ts";
import { budgetAmounts } from "./index-rows.ts";

export interface AddedVersion {
  readonly row: VersionRow;
  readonly contract: ContractInput;
}

export interface Timeline {
  /** Versions found open that these changes ended. */
  readonly closed: readonly VersionRow[];
  /** Versions that these changes began, ended already where a later one of them did so. */
  readonly added: readonly AddedVersion[];
}

interface Draft {
  row: VersionRow;
  /** Null where the version was found, not made. */
  readonly contract: ContractInput | null;
}

interface Changes {
  readonly department: string;
  readonly changes: readonly ChangeRow[];
}

/** A change a step. */
export function* layTimeline(
  { department, changes }: Changes,
  state: StateRow,
  found: readonly VersionRow[],
): Steps<Timeline> {
  const drafts: Draft[] = found.map((row) => ({ row, contract: null }));
  const open = new Map(drafts.map((draft) => [keyOf(draft.row), draft]));
  let versionId = state.lastVersionId;
  for (const change of changes) {
    yield;
    const contract = contractOf(change);
    const predecessor = contract === null ? withType(open, change) : open.get(keyOf(identityOf(change, contract)));
    if (predecessor !== undefined) end(predecessor, change, state.revision);
    if (predecessor !== undefined) open.delete(keyOf(predecessor.row));
    if (contract === null) continue;
    versionId += 1;
    const draft = { row: rowOf(change, contract, { department, versionId, fromRevision: state.revision }), contract };
    drafts.push(draft);
    open.set(keyOf(draft.row), draft);
  }
  return {
    closed: drafts.flatMap(({ row, contract }) => (contract === null && row.validTo !== endOfTime ? [row] : [])),
    added: drafts.flatMap(({ row, contract }) => (contract === null ? [] : [{ row, contract }])),
  };
}

interface Identity {
  readonly recordInterface: RecordInterface;
  readonly code: string;
}

/** In a department, a code belongs to one measure and to one resource; a resource may even change its type. */
function keyOf({ recordInterface, code }: Identity): string {
  return `${recordInterface} ${code}`;
}

function identityOf({ code }: ChangeRow, contract: ContractInput): Identity {
  return { recordInterface: interfaceOf(contract), code };
}

export function contractOf({ record }: ChangeRow): ContractInput | null {
  return (record as { readonly contract: ContractInput } | null)?.contract ?? null;
}

/** A tombstone says the type only, which tells the measure from the resource of the same code. */
function withType(open: ReadonlyMap<string, Draft>, { typeName, code }: ChangeRow): Draft | undefined {
  const candidates = [
    open.get(keyOf({ recordInterface: "Measure", code })),
    open.get(keyOf({ recordInterface: "TalentResource", code })),
  ];
  return candidates.find((draft) => draft?.row.typeName === typeName);
}

function end(draft: Draft, { at }: ChangeRow, revision: number): void {
  draft.row = { ...draft.row, validTo: at, toRevision: revision };
}

type Stamp = Pick<VersionRow, "department" | "versionId" | "fromRevision">;

/** As many characters as a column of a code holds. */
const longestSortName = 191;

function rowOf(change: ChangeRow, contract: ContractInput, stamp: Stamp): VersionRow {
  const { typeName, code, version, at } = change;
  const amounts = budgetAmounts(contract);
  return {
    ...stamp,
    ...identityOf(change, contract),
    typeName,
    code,
    version,
    validFrom: at,
    validTo: endOfTime,
    toRevision: lastRevision,
    sortName: [...contract.name.ja].slice(0, longestSortName).join(""),
    budgetUnknown: amounts.length === 0 ? 1 : 0,
    budgetAmount: amounts.reduce((largest, amount) => Math.max(largest, amount), 0),
  };
}
