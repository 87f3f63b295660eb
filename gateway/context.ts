/** What the gateway knows of one request, and what goes on to subgraphs in this process. */
import type { IncomingMessage } from "node:http";
import { type Identity, publicIdentity } from "#kit/identity/identity.ts";
import { mayWrite } from "#kit/server/may-write.ts";
import type { Settings } from "#kit/settings.ts";
import { type Access, authorizationOf } from "./access/access.ts";
import { isOwnPage } from "./streams/same-origin.ts";
import type { RequestRecord } from "./telemetry/request-record.ts";
import { isPublicRead } from "./web/caching/public-reads.ts";

export interface GatewayContext {
  readonly requestId: string;
  /** Who asks. */
  readonly identity: Identity;
  /** Tells callers apart for what each may ask; undefined for one that is not limited. */
  readonly callerName: string | undefined;
  /** Whether this caller, who shows no token, may change every record: in development, on this machine. */
  readonly mayWrite: boolean;
  /** Whether this caller can take more than one answer. */
  readonly takesStream: boolean;
  /** What is noted about the request on its way. */
  readonly record: RequestRecord;
  /** Until the client leaves or its time is over; absent for streams, which have no end of their own. */
  readonly signal?: AbortSignal | undefined;
  /** Rejects with a HubError as soon as the identity holds no more. */
  confirmIdentity(): Promise<unknown>;
}

interface Received {
  readonly request: IncomingMessage;
  /** Said otherwise than in a header. */
  readonly authorization?: string | undefined;
  readonly requestId: string;
  readonly callerNameOf: (identity: Identity) => string | undefined;
  readonly takesStream: boolean;
  readonly record: RequestRecord;
  readonly signal?: AbortSignal | undefined;
}

/** @throws HubError for a token that is no good */
export async function contextOf(received: Received, settings: Settings, access: Access): Promise<GatewayContext> {
  const { request, requestId, callerNameOf, takesStream, record, signal } = received;
  const authorization = received.authorization ?? authorizationOf(request);
  const identity = await access.identify(authorization);
  // Over a WebSocket no browser asks before it sends what another page says.
  const isWriter = authorization === undefined && mayWriteBy(request, settings) && isOwnPage(request.headers);
  note(identity, isWriter, record);
  record.isPublic = identity.key === publicIdentity.key && !isWriter;
  record.isOfSession = typeof authorization === "object";
  return {
    requestId,
    identity,
    callerName: callerNameOf(identity),
    takesStream,
    record,
    signal,
    mayWrite: isWriter,
    confirmIdentity: () => access.identify(authorization),
  };
}

/** Whether a request without a token comes from somebody who may see and change more than the public. */
export function mayWriteBy(request: IncomingMessage, settings: Settings): boolean {
  return !isPublicRead(request) && mayWrite(request, settings);
}

function note({ roles, department, subject }: Identity, isWriter: boolean, record: RequestRecord): void {
  const held = roles.filter((role) => role !== "public").join(" ");
  record.role = held || (isWriter ? "writer" : "reader");
  record.department = department;
  record.subject = subject;
}
