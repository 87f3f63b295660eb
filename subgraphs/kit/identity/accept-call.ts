/**
 * Accepts a call that the gateway has signed for this subgraph, once and within a minute, and tells on whose behalf it is. What was signed
 * before this process began is refused: the one before it may have accepted it.
 */
import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { errors } from "../errors.ts";
import { createIdentity, tokenRoles } from "./identity.ts";
import { type CallingFor, callHeader, signatureHeader, signatureOf } from "./sign-call.ts";

/** How old a call may be, and how far ahead its clock, in milliseconds. */
const oldest = 60_000;
const ahead = 5_000;

/** In characters. */
const longestCall = 16 * 1024;

export interface SignedCall {
  /** Over a WebSocket, which has none for each message: what stands in the message in their place. */
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** @throws HubError CALL_REFUSED */
export type AcceptCall = (call: SignedCall) => CallingFor;

export function createCallAcceptor(
  audience: string,
  keys: readonly string[],
  now: () => number = Date.now,
  // Of a clock that nobody sets: with the other, one set back would have all calls refused until it has caught up.
  running: () => number = stopwatch(),
): AcceptCall {
  const isNew = createNonces(now);
  return ({ headers, body }) => {
    const call = textOf(headers[callHeader]);
    const signature = textOf(headers[signatureHeader]);
    if (call === undefined || signature === undefined) throw errors.callRefused();
    if (!keys.some((key) => isEqual(signature, signatureOf(key, call, body)))) throw errors.callRefused();
    const [version, named, at, nonce = "", claims = ""] = call.split(".");
    const age = now() - Number(at);
    // Calls are signed with whole milliseconds.
    const isOfNow = age <= Math.min(oldest, running() + 1) && age >= -ahead;
    const isRight = version === "v1" && named === audience && isOfNow;
    if (!isRight || !isNew(nonce)) throw errors.callRefused();
    return readClaims(claims);
  };
}

/** Milliseconds since it was made. */
function stopwatch(): () => number {
  const began = performance.now();
  return () => performance.now() - began;
}

function textOf(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === "string" && header.length <= longestCall ? header : undefined;
}

function isEqual(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Remembers what was seen for as long as it could be sent again; in two halves, so that forgetting costs nothing. */
function createNonces(now: () => number): (nonce: string) => boolean {
  let [older, newer] = [new Set<string>(), new Set<string>()];
  let began = now();
  return (nonce) => {
    if (now() - began > oldest + ahead) {
      [older, newer] = [now() - began > 2 * (oldest + ahead) ? new Set() : newer, new Set()];
      began = now();
    }
    if (older.has(nonce) || newer.has(nonce)) return false;
    newer.add(nonce);
    return true;
  };
}

/** What the gateway has signed, it has written; anything else is a fault of ours, and fails. */
function readClaims(text: string): CallingFor {
  const { subject, roles, department, scopes, mayWrite } = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  const held = tokenRoles.filter((role) => roles.includes(role));
  return { identity: createIdentity({ subject, roles: held, department, scopes }), mayWrite: mayWrite === true };
}
