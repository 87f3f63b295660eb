/** What must be so of one record of a department. */
import type { Told } from "./outcome.ts";

export interface RecordState {
  /** Of the last change, also of a withdrawal; 0 before the first. */
  readonly version: number;
  /** A number that its name and its sources bear; 0 where it is not in the graph. */
  readonly content: number;
  readonly isEnded: boolean;
  /** What was told of changes with an idempotency key. */
  readonly kept: Readonly<Record<string, Told>>;
}

export const absent: RecordState = { version: 0, content: 0, isEnded: false, kept: {} };

export interface RecordChange {
  readonly kind: "create" | "update" | "end" | "withdraw";
  readonly code: string;
  /** That it was made upon. */
  readonly version: number;
  readonly content: number;
  readonly key: string | undefined;
}

export function applyToRecord(
  change: RecordChange,
  state: RecordState,
): { readonly told: Told; readonly after: RecordState } {
  const before = change.key === undefined ? undefined : state.kept[change.key];
  if (before) return { told: before, after: state };
  const { told, after } = makeChange(change, state);
  return { told, after: change.key === undefined ? after : { ...after, kept: { ...after.kept, [change.key]: told } } };
}

function makeChange(change: RecordChange, state: RecordState): { told: Told; after: RecordState } {
  const refusal = refusalOf(change, state);
  if (refusal !== undefined) return { told: { kind: "refused", code: refusal }, after: state };
  const { kind, content } = change;
  const version = state.version + 1;
  const told = { kind: "made", version: kind === "withdraw" ? null : version } as const;
  if (kind === "withdraw") return { told, after: { ...state, version, content: 0, isEnded: false } };
  if (kind === "end") return { told, after: { ...state, version, isEnded: true } };
  return { told, after: { ...state, version, content, isEnded: false } };
}

function refusalOf({ kind, version }: RecordChange, state: RecordState): string | undefined {
  const isThere = state.content !== 0;
  if (kind === "create") return isThere ? "ALREADY_EXISTS" : undefined;
  if (!isThere) return "NOT_FOUND";
  if (kind === "end" && state.isEnded) return "ALREADY_ENDED";
  return version === state.version ? undefined : "STALE_VERSION";
}
