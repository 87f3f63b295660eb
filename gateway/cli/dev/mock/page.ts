/** A page of a connection whose parts agree: nodes, edges, cursors, page information and the total. */
import type { MockObject } from "./mock-object.ts";

export interface Paging {
  readonly first?: unknown;
  readonly after?: unknown;
  readonly last?: unknown;
  readonly before?: unknown;
}

/** `items` are all there are, in order. */
export function pageFields(items: readonly MockObject[], paging: Paging, edgeOf: (fields: object) => unknown) {
  const [start, end] = boundsOf(items.length, paging);
  const nodes = items.slice(start, end);
  const edges = nodes.map((node, index) => edgeOf({ node, cursor: cursorOf(start + index) }));
  const isEmpty = nodes.length === 0;
  return {
    totalCount: items.length,
    nodes,
    edges,
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: isEmpty ? null : cursorOf(start),
      endCursor: isEmpty ? null : cursorOf(end - 1),
    },
  };
}

function boundsOf(total: number, { first, after, last, before }: Paging): readonly [number, number] {
  const start = positionOf(after, -1) + 1;
  const end = Math.max(start, Math.min(total, positionOf(before, total)));
  if (typeof first === "number") return [start, Math.min(end, start + first)];
  return typeof last === "number" ? [Math.max(start, end - last), end] : [start, end];
}

function cursorOf(position: number): string {
  return Buffer.from(`mock ${position}`).toString("base64url");
}

function positionOf(cursor: unknown, otherwise: number): number {
  const [, position] = /^mock (\d{1,6})$/.exec(Buffer.from(String(cursor ?? ""), "base64url").toString()) ?? [];
  return position === undefined ? otherwise : Number(position);
}
