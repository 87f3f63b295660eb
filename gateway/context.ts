/** What the gateway knows of one request, and what goes on to subgraphs in this process. */
import type { IncomingMessage } from "node:http";
import { mayWrite } from "#kit/server/subgraph.ts";
import type { Settings } from "#kit/settings.ts";

export interface GatewayContext {
  readonly requestId: string;
  /** Whether this caller may change records. */
  readonly mayWrite: boolean;
}

export function contextOf(request: IncomingMessage, requestId: string, settings: Settings): GatewayContext {
  return { requestId, mayWrite: mayWrite(request, settings) };
}
