/** Whom a request has proven to come from, for whoever looks at it after its token was read. */
import type { IncomingMessage } from "node:http";
import { type Identity, publicIdentity } from "#kit/identity/identity.ts";

const known = new WeakMap<IncomingMessage, Identity>();

export function noteCaller(request: IncomingMessage, identity: Identity): void {
  // Most callers are the public, and need no note.
  if (identity !== publicIdentity) known.set(request, identity);
}

export function knownCaller(request: IncomingMessage): Identity {
  return known.get(request) ?? publicIdentity;
}
