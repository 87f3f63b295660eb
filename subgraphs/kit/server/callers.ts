/** On whose behalf a subgraph over HTTP is called: as the gateway has signed it, or, unsigned, nobody in particular. */
import type { IncomingMessage } from "node:http";
import { errors } from "../errors.ts";
import { createCallAcceptor, type SignedCall } from "../identity/accept-call.ts";
import { publicIdentity } from "../identity/identity.ts";
import type { CallingFor } from "../identity/sign-call.ts";
import { requireKeys } from "../identity/subgraph-keys.ts";
import { isLoopback, type Settings } from "../settings.ts";
import { mayWrite } from "./may-write.ts";

export interface Callers {
  /** Whether calls prove who makes them. */
  readonly areSigned: boolean;
  /** @throws HubError CALL_REFUSED */
  admit(request: IncomingMessage, body: string): void;
  /** Of a request that was admitted. */
  of(request: IncomingMessage): CallingFor;
  /** Of a message on a connection, signed as a request would be. @throws HubError CALL_REFUSED */
  ofMessage(message: SignedCall, connection: IncomingMessage): CallingFor;
}

/** @throws HubError SUBGRAPH_KEYS_MISSING where calls would have to be believed unsigned */
export function createCallers(name: string, settings: Settings): Callers {
  const mayBeUnsigned = settings.mode === "development" && isLoopback(settings.host);
  if (!mayBeUnsigned) requireKeys(settings.subgraphKeys, [name]);
  const keys = settings.subgraphKeys.get(name);
  return keys ? signedCallers(name, keys, settings) : unsignedCallers(settings);
}

function signedCallers(name: string, keys: readonly string[], { mode }: Settings): Callers {
  const accept = createCallAcceptor(name, keys);
  const admitted = new WeakMap<IncomingMessage, CallingFor>();
  const accepted = (call: SignedCall): CallingFor => {
    const { identity, mayWrite: asDeveloper } = accept(call);
    return { identity, mayWrite: asDeveloper && mode === "development" };
  };
  return {
    areSigned: true,
    admit(request, body) {
      // Only the body is signed, so that nothing may be asked anywhere else.
      if (request.method !== "POST" || request.url?.includes("?")) throw errors.callRefused();
      admitted.set(request, accepted({ headers: request.headers, body }));
    },
    of: (request) => admitted.get(request) ?? { identity: publicIdentity, mayWrite: false },
    ofMessage: accepted,
  };
}

function unsignedCallers(settings: Settings): Callers {
  return {
    areSigned: false,
    admit: () => undefined,
    of: (request) => ({ identity: publicIdentity, mayWrite: mayWrite(request, settings) }),
    ofMessage: (_, connection) => ({ identity: publicIdentity, mayWrite: mayWrite(connection, settings) }),
  };
}
