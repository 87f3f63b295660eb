/** The token of a request's session, in the place of an `Authorization` header. */
import type { IncomingMessage } from "node:http";

export interface OfSession {
  readonly token: string;
}

const sessions = new WeakMap<IncomingMessage, OfSession>();

export function noteSession(request: IncomingMessage, { token }: OfSession): void {
  sessions.set(request, { token });
}

export function sessionOf(request: IncomingMessage): OfSession | undefined {
  return sessions.get(request);
}
