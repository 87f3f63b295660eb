/** What the gateway knows of one request, and what goes on to subgraphs in this process. */
import type { IncomingMessage } from "node:http";
import { mayWrite } from "#kit/server/subgraph.ts";
import type { Settings } from "#kit/settings.ts";
import { isOwnPage } from "./streams/same-origin.ts";

export interface GatewayContext {
  readonly requestId: string;
  /** Whether this caller may change records. */
  readonly mayWrite: boolean;
  /** Whether this caller can take more than one answer. */
  readonly takesStream: boolean;
}

interface Received {
  readonly request: IncomingMessage;
  readonly requestId: string;
  readonly takesStream: boolean;
}

export function contextOf({ request, requestId, takesStream }: Received, settings: Settings): GatewayContext {
  // Over a WebSocket no browser asks before it sends what another page says.
  return { requestId, takesStream, mayWrite: mayWrite(request, settings) && isOwnPage(request.headers) };
}
