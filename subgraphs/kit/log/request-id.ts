/** The id that ties an answer to its log lines. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** By which a client, a balancer or the hub says which request it is. */
export const requestIdHeader = "x-request-id";

/** A balancer's id is kept if it is a plain one; otherwise the request gets a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers[requestIdHeader];
  return typeof given === "string" && /^[A-Za-z0-9._-]{8,64}$/.test(given) ? given : randomUUID();
}
