/** What the gateway knows of one request, and what goes on to subgraphs in this process. */
import type { IncomingMessage } from "node:http";
import { mayWrite } from "#kit/server/subgraph.ts";
import type { Settings } from "#kit/settings.ts";
import { isOwnPage } from "./streams/same-origin.ts";
import type { RequestRecord } from "./telemetry/request-record.ts";

export interface GatewayContext {
  readonly requestId: string;
  /** Tells callers apart for what each may ask; undefined for one that is not limited. */
  readonly callerName: string | undefined;
  /** Whether this caller may change records. */
  readonly mayWrite: boolean;
  /** Whether this caller can take more than one answer. */
  readonly takesStream: boolean;
  /** What is noted about the request on its way. */
  readonly record: RequestRecord;
  /** Until the client leaves or its time is over; absent for streams, which have no end of their own. */
  readonly signal?: AbortSignal | undefined;
}

interface Received {
  readonly request: IncomingMessage;
  readonly requestId: string;
  readonly callerName: string | undefined;
  readonly takesStream: boolean;
  readonly record: RequestRecord;
  readonly signal?: AbortSignal | undefined;
}

export function contextOf(received: Received, settings: Settings): GatewayContext {
  const { request, requestId, callerName, takesStream, record, signal } = received;
  // Over a WebSocket no browser asks before it sends what another page says.
  const context = {
    requestId,
    callerName,
    takesStream,
    record,
    signal,
    mayWrite: mayWrite(request, settings) && isOwnPage(request.headers),
  };
  record.role = context.mayWrite ? "writer" : "reader";
  return context;
}
