/** Who asks: the identity behind a request, proven anew for every operation at next to no cost. */
import type { IncomingMessage } from "node:http";
import { BoundedCache } from "#kit/bounded-cache.ts";
import { errors } from "#kit/errors.ts";
import { type Identity, publicIdentity } from "#kit/identity/identity.ts";
import { createTokenReader, type ReadToken, type TokenOptions } from "./read-token.ts";
import { createRevocations } from "./revocations.ts";
import { type OfSession, sessionOf } from "./session/known-authorization.ts";
import { leeway } from "./token-life.ts";

export interface Access {
  /**
   * The identity that an `Authorization` header proves now; the public where there is none, and never where there is a bad one.
   * What only says who signed in is believed of sessions, whose cookie this hub has sealed, and of nobody else.
   * @throws HubError TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED, TOKEN_WITHOUT_ROLE, ISSUER_UNREACHABLE or REVOCATIONS_UNREADABLE
   */
  identify(authorization: Authorization | undefined): Promise<Identity>;
}

/** As a request's header has it, or of its session. */
export type Authorization = string | OfSession;

/** A proof holds so long; within this time at the latest a key that the issuer has withdrawn counts no more. */
const proofHolds = 25_000;

const proofsKept = 2_000;

export function createAccess(options: TokenOptions, now: () => number = Date.now): Access {
  const read = createTokenReader(options, now);
  const isRevoked = createRevocations(options, now);
  const proofs = new BoundedCache<string, { readonly token: ReadToken; readonly until: number }>(proofsKept);
  const proven = async (text: string): Promise<ReadToken> => {
    const known = proofs.get(text);
    const left = known ? known.until - now() : 0;
    // With more left than it ever had, the clock was set back.
    if (known && left > 0 && left <= proofHolds) return known.token;
    const token = await read(text);
    proofs.set(text, { token, until: now() + proofHolds });
    return token;
  };
  return {
    async identify(authorization) {
      if (authorization === undefined) return publicIdentity;
      const isOfSession = typeof authorization !== "string";
      const token = await proven(isOfSession ? authorization.token : tokenIn(authorization));
      if (token.isIdToken && !isOfSession) throw errors.tokenInvalid();
      if (token.expiresAt + leeway <= now() / 1_000) throw errors.tokenExpired();
      if (isRevoked(token)) throw errors.tokenRevoked();
      return token.identity;
    },
  };
}

function tokenIn(authorization: string): string {
  const [, token] = /^Bearer +([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+) *$/i.exec(authorization) ?? [];
  if (token === undefined) throw errors.tokenInvalid();
  return token;
}

/** Of its session or of its header. What two headers say could be read as either. @throws HubError TOKEN_INVALID */
export function authorizationOf(request: IncomingMessage): Authorization | undefined {
  const ofSession = sessionOf(request);
  if (ofSession !== undefined) return ofSession;
  const given = request.headersDistinct["authorization"] ?? [];
  if (given.length > 1) throw errors.tokenInvalid();
  return given[0];
}
