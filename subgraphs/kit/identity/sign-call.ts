/**
 * Signs a call to a subgraph: for whom it is, when, once only, on whose behalf, and every byte that is asked. One HMAC-SHA256
 * over two lines: the call header `v1.audience.milliseconds.nonce.claims`, and the body.
 */
import { createHmac, randomBytes } from "node:crypto";
import { type Identity, publicIdentity } from "./identity.ts";
import type { SubgraphKeys } from "./subgraph-keys.ts";

export const callHeader = "x-jinkatsu-call";
export const signatureHeader = "x-jinkatsu-signature";

/** On whose behalf a call is made. */
export interface CallingFor {
  readonly identity: Identity;
  readonly mayWrite: boolean;
}

/** The headers that go with a body. */
export type SignCall = (body: string, caller?: CallingFor) => Readonly<Record<string, string>>;

/** Signs nothing for a subgraph without a key. */
export function signerFor(keys: SubgraphKeys, audience: string): SignCall {
  const [key] = keys.get(audience) ?? [];
  if (key === undefined) return () => ({});
  return (body, caller = nobody) => {
    const nonce = randomBytes(12).toString("base64url");
    const call = `v1.${audience}.${Date.now()}.${nonce}.${claimsOf(caller)}`;
    return { [callHeader]: call, [signatureHeader]: signatureOf(key, call, body) };
  };
}

/** What is signed of a message that begins a subscription on a connection: the body that it would have as a request. */
export function subscribedBody({ query, operationName, variables }: Subscribing): string {
  return JSON.stringify({ query, operationName, variables });
}

interface Subscribing {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

const nobody: CallingFor = { identity: publicIdentity, mayWrite: false };

export function signatureOf(key: string, call: string, body: string): string {
  return createHmac("sha256", key).update(`${call}\n`).update(body).digest("base64url");
}

const written = new WeakMap<Identity, string>();

/** Written once for each identity, which asks many times. */
function claimsOf({ identity, mayWrite }: CallingFor): string {
  if (mayWrite) return encoded(identity, true);
  const known = written.get(identity) ?? encoded(identity, false);
  written.set(identity, known);
  return known;
}

function encoded({ subject, roles, department, scopes }: Identity, mayWrite: boolean): string {
  return Buffer.from(JSON.stringify({ subject, roles, department, scopes, mayWrite })).toString("base64url");
}
