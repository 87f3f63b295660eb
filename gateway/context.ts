/** What the gateway knows of one request, and what goes on to subgraphs in this process. */
import type { IncomingMessage } from "node:http";
import { mayWrite } from "#kit/server/subgraph.ts";
import type { Settings } from "#kit/settings.ts";
import type { RequestRecord } from "./telemetry/request-record.ts";

export interface GatewayContext {
  readonly requestId: string;
  /** Whether this caller may change records. */
  readonly mayWrite: boolean;
  /** What is noted about the request on its way. */
  readonly record: RequestRecord;
}

interface Asked {
  readonly request: IncomingMessage;
  readonly requestId: string;
  readonly record: RequestRecord;
}

export function contextOf({ request, requestId, record }: Asked, settings: Settings): GatewayContext {
  const context = { requestId, mayWrite: mayWrite(request, settings), record };
  record.role = context.mayWrite ? "writer" : "reader";
  return context;
}
