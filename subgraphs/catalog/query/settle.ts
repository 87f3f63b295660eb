/** Settles what a list is about before its first row is read, so that all its pages and counts are about the same. */
import { errors } from "#kit/errors.ts";
import type { HistoryPoint } from "#kit/follow/batches.ts";
import type { RecordInterface } from "#kit/records/record.ts";
import type { Planner, SearchPlan } from "../search/plan.ts";
import { listDigest, readCursor } from "./cursor.ts";
import { type Condition, conditionsOf, type RecordFilter } from "./filter.ts";
import type { Order } from "./order.ts";
import { type Snapshot, type State, visible } from "./snapshot.ts";
import { type Sql, sql, valueList } from "./sql.ts";

/** What is asked for, apart from the page. */
export interface ListRequest {
  readonly recordInterface: RecordInterface;
  readonly filter: RecordFilter;
  readonly search: string | null;
  readonly orderBy: Order | null;
  readonly asOf: string | null;
}

export interface SettledList {
  readonly epoch: string;
  readonly digest: string;
  readonly snapshot: Snapshot;
  readonly order: Order;
  readonly plan: SearchPlan | undefined;
  /** What is searched for in place of what was typed, where a slip was mended; empty else. */
  readonly mended: string;
  /** What holds for every list of this interface at this snapshot. */
  readonly base: Sql;
  readonly conditions: readonly Condition[];
  readonly filter: RecordFilter;
  /** Where the page begins, in its direction; undefined at either end of the list. */
  readonly position: readonly (string | number)[] | undefined;
}

interface Standing {
  readonly cursor: string | undefined;
  readonly typeNames: readonly string[];
  readonly state: State;
  /** Whether the catalog has come by a batch that a cursor carries. */
  readonly isOnTheWay: (point: HistoryPoint) => Promise<boolean>;
}

/** Only records of the given types are in the graph. @throws HubError CURSOR_INVALID */
export async function settleList(
  planSearch: Planner,
  request: ListRequest,
  { cursor: text, typeNames, state, isOnTheWay }: Standing,
): Promise<SettledList> {
  const { epoch } = state;
  const cursor = text === undefined ? undefined : readCursor(text, { ...state, list: listDigest(request) });
  if (cursor && cursor.batch !== state.batch && !(await isOnTheWay(cursor))) throw errors.cursorInvalid();
  // With what words weigh today, a record could change its place between two pages.
  const { revision, batch, lastVersionId } = cursor ?? state;
  const snapshot = { revision, batch, lastVersionId, asOf: request.asOf };
  const mended = cursor?.mended ?? "";
  const plan = await planSearch(mended || (request.search ?? ""), { epoch, lastVersionId });
  return {
    epoch,
    // Only cursors carry it, and many a list is asked for without.
    get digest() {
      return listDigest(request);
    },
    snapshot,
    plan,
    mended,
    order: orderOf(request, plan),
    base: sql`v.record_interface = ${request.recordInterface} AND ${visible(snapshot)} AND v.type_name IN (${valueList(typeNames)})`,
    conditions: conditionsOf(request.filter),
    filter: request.filter,
    position: cursor?.keys,
  };
}

function orderOf({ orderBy }: ListRequest, plan: SearchPlan | undefined): Order {
  const byRelevance = orderBy === null || orderBy.field === "RELEVANCE";
  if (!byRelevance) return orderBy;
  return plan === undefined ? { field: "CODE", direction: "ASC" } : { field: "RELEVANCE", direction: "DESC" };
}
