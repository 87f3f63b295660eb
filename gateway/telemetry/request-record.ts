/** What is noted about one request while it is answered; its log line, its metrics and its spans are made from this. */
import type { CachePolicy } from "#kit/caching/cache-policy.ts";
import type { Span } from "#kit/tracing/span.ts";
import type { Client } from "./client.ts";

export type OperationKind = "query" | "mutation" | "subscription";

/** What is said of an answer by those who had a part in it. */
export interface AnswerOrigin {
  /** With its variables, and of which graph. */
  readonly question: string;
  readonly policy: CachePolicy;
  /** By subgraph; undefined where one of them does not say. */
  readonly revisions: ReadonlyMap<string, string> | undefined;
}

interface CallsToSubgraph {
  calls: number;
  milliseconds: number;
}

export class RequestRecord {
  readonly client: Client;
  /** Undefined where the request is not traced. */
  readonly span: Span | undefined;
  /** Whether the answer may say how it was planned. */
  readonly showsPlan: boolean;
  operation: { readonly kind: OperationKind; readonly name: string | undefined } | undefined;
  /** Whether a caller with a token asks, or what is asked is a trusted document: others may name an operation anything. */
  isProven = false;
  /** Whether a browser asks in which somebody signed in at this hub. */
  isOfSession = false;
  /** Whether it is the hub's own console that asks. */
  isConsole = false;
  /** The roles of the caller's token; without one, whether it may write. */
  role: string | undefined;
  /** The department of a member. */
  department: string | undefined;
  /** A hash of who it is. */
  subject: string | undefined;
  readonly errorCodes = new Set<string>();
  readonly calls = new Map<string, CallsToSubgraph>();
  /** Whether the answer is another request's, and so are the calls. */
  isShared = false;
  /** Whether the answer was kept from another request. */
  isKept = false;
  /** Whether what is answered is what everybody may see. */
  isPublic = false;
  /** What the whole answer to a query was made from. */
  origin: AnswerOrigin | undefined;
  /** Notes the same operation for another request that is given the same answer. */
  noteAgain: ((other: RequestRecord) => void) | undefined;

  constructor({ client, span, showsPlan }: Pick<RequestRecord, "client" | "span" | "showsPlan">) {
    this.client = client;
    this.span = span;
    this.showsPlan = showsPlan;
  }

  share({ calls }: RequestRecord): void {
    this.isShared = true;
    for (const [subgraph, call] of calls) this.calls.set(subgraph, call);
  }

  addCall(subgraph: string, milliseconds: number): void {
    const known = this.calls.get(subgraph);
    if (known === undefined) this.calls.set(subgraph, { calls: 1, milliseconds });
    else {
      known.calls += 1;
      known.milliseconds += milliseconds;
    }
  }
}

/** The engine passes a request's context on without looking into it. */
/** Undefined where the hub asks on its own behalf. */
export function requestIdIn(context: unknown): string | undefined {
  if (typeof context !== "object" || context === null || !("requestId" in context)) return undefined;
  return typeof context.requestId === "string" ? context.requestId : undefined;
}

export function recordIn(context: unknown): RequestRecord | undefined {
  if (typeof context !== "object" || context === null || !("record" in context)) return undefined;
  return context.record instanceof RequestRecord ? context.record : undefined;
}
