/** Relay pages: arguments checked, cursors opaque, and one row more than asked for to know whether more follow. */
import { errors } from "../errors.ts";

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

export interface Page {
  /** How many items; from the start of the order, or from its end when backward. */
  readonly size: number;
  readonly backward: boolean;
  /** The cursor that the page starts after, in its direction. */
  readonly cursor: string | undefined;
}

export const defaultPageSize = 50;
export const largestPageSize = 100;

/** @throws HubError PAGE_ARGUMENTS_INVALID */
export function readPage({ first, after, last, before }: PageArguments): Page {
  const backward = last !== null && last !== undefined;
  const size = (backward ? last : first) ?? defaultPageSize;
  const mixed = backward ? isGiven(first) || isGiven(after) : isGiven(before);
  if (mixed || size < 0 || size > largestPageSize) throw errors.pageArgumentsInvalid(largestPageSize);
  return { size, backward, cursor: (backward ? before : after) ?? undefined };
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}

export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number | (() => Promise<number>);
}

interface Found<Node> {
  /** Fields of an edge beside its node and cursor. */
  readonly edgeFields?: (node: Node) => object;
  /** In the direction of the page, up to one more than its size. */
  readonly found: readonly Node[];
  readonly cursorOf: (node: Node) => string;
  readonly totalCount: Connection<Node>["totalCount"];
}

/** Builds the connection from what a query found in the page's direction. */
export function connectionOf<Node>(
  page: Page,
  { found, cursorOf, totalCount, edgeFields }: Found<Node>,
): Connection<Node> {
  const kept = found.slice(0, page.size);
  const nodes = page.backward ? kept.reverse() : kept;
  const more = found.length > page.size;
  const cursorAt = (index: number) => {
    const node = nodes.at(index);
    return node === undefined ? null : cursorOf(node);
  };
  // Making a cursor costs more than reading what it stands for, so that one is made where it is asked for.
  return {
    nodes,
    get edges() {
      return nodes.map((node) => ({ node, cursor: cursorOf(node), ...edgeFields?.(node) }));
    },
    totalCount,
    pageInfo: {
      hasNextPage: page.backward ? page.cursor !== undefined : more,
      hasPreviousPage: page.backward ? more : page.cursor !== undefined,
      get startCursor() {
        return cursorAt(0);
      },
      get endCursor() {
        return cursorAt(-1);
      },
    },
  };
}

/** Cursors are base64 of what the query needs to go on; nobody else should read them. */
export function encodeCursor(value: unknown): string {
  return Buffer.from(JSON.stringify(value), "utf8").toString("base64url");
}

/** @throws HubError CURSOR_INVALID */
export function decodeCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    throw errors.cursorInvalid();
  }
}
