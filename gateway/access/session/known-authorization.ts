/** What a request's session says in the place of an `Authorization` header. */
import type { IncomingMessage } from "node:http";

const said = new WeakMap<IncomingMessage, string>();

export function sayAuthorization(request: IncomingMessage, authorization: string): void {
  said.set(request, authorization);
}

export function saidAuthorization(request: IncomingMessage): string | undefined {
  return said.get(request);
}
