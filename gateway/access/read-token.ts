/** Turns a token into what it says, after proving who signed it, for whom, and that it holds now. */
import {
  decodeJwt,
  decodeProtectedHeader,
  importJWK,
  type JWTPayload,
  type JWTVerifyGetKey,
  errors as joseErrors,
  jwtVerify,
} from "jose";
import { errors, HubError } from "#kit/errors.ts";
import { createIdentity, type Identity, type TokenRole, tokenRoles } from "#kit/identity/identity.ts";
import {
  developmentAlgorithm,
  developmentAudience,
  developmentIssuer,
  publicPartOf,
  readDevelopmentKey,
} from "./development-key.ts";
import { createIssuerKeys } from "./issuer-keys.ts";
import type { Issuer } from "./issuers.ts";
import { repeatsNames } from "./repeats-names.ts";
import type { Revocable } from "./revocations.ts";
import { toSubject } from "./subject.ts";
import { leeway, lifeOf } from "./token-life.ts";

export interface ReadToken extends Revocable {
  readonly identity: Identity;
  /** In seconds. */
  readonly expiresAt: number;
  /** Says who signed in, to the program that they signed in to: no access to anything. */
  readonly isIdToken: boolean;
}

/** In characters. */
const largestToken = 8 * 1024;

type Trusted = Omit<Issuer, "jwks"> & { readonly findKey: JWTVerifyGetKey };

export interface TokenOptions {
  readonly issuers: readonly Issuer[];
  readonly mode: "development" | "production";
  readonly dataFolder: string;
}

/** @throws HubError TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_WITHOUT_ROLE or ISSUER_UNREACHABLE */
export function createTokenReader(options: TokenOptions, now: () => number): (token: string) => Promise<ReadToken> {
  const trusted = new Map(trustedBy(options, now).map((issuer) => [issuer.issuer, issuer]));
  return async (token) => {
    try {
      const issuer = trusted.get(issuerNamedIn(token));
      if (issuer === undefined) throw errors.tokenInvalid();
      return readClaims(await verifiedClaims(token, issuer, now), issuer);
    } catch (error) {
      throw error instanceof HubError ? error : refusalOf(error);
    }
  };
}

function trustedBy({ issuers, mode, dataFolder }: TokenOptions, now: () => number): readonly Trusted[] {
  const configured = issuers.map(({ jwks, ...issuer }) => ({ ...issuer, findKey: createIssuerKeys(jwks, now) }));
  return mode === "development" ? [...configured, developmentOf(dataFolder)] : configured;
}

function developmentOf(dataFolder: string): Trusted {
  return {
    issuer: developmentIssuer,
    audience: [developmentAudience],
    algorithms: [developmentAlgorithm],
    roles: tokenRoles,
    scopes: "all",
    requiredScope: undefined,
    longestLifeSeconds: undefined,
    // Read at each new token, so that a key that is made while the hub runs needs no new start.
    async findKey() {
      const key = readDevelopmentKey(dataFolder);
      if (key === undefined) throw errors.tokenInvalid();
      return importJWK(publicPartOf(key), developmentAlgorithm);
    },
  };
}

/** Read before it is proven, only to know whose proof is to be asked for. */
function issuerNamedIn(token: string): string {
  if (token.length > largestToken) throw errors.tokenInvalid();
  const [header = "", payload = ""] = token.split(".");
  if (repeatsNames(textIn(header)) || repeatsNames(textIn(payload))) throw errors.tokenInvalid();
  // Whatever is critical to understand, this hub does not.
  if ("crit" in decodeProtectedHeader(token)) throw errors.tokenInvalid();
  return String(decodeJwt(token).iss);
}

function textIn(part: string): string {
  return Buffer.from(part, "base64url").toString("utf8");
}

interface Verified {
  readonly claims: JWTPayload;
  readonly isIdToken: boolean;
}

async function verifiedClaims(token: string, trusted: Trusted, now: () => number): Promise<Verified> {
  const { payload, protectedHeader } = await jwtVerify(token, trusted.findKey, {
    issuer: trusted.issuer,
    audience: [...trusted.audience],
    algorithms: [...trusted.algorithms],
    clockTolerance: leeway,
    currentDate: new Date(now()),
    requiredClaims: ["exp", "iat", "sub"],
    maxTokenAge: lifeOf(trusted),
  });
  if (Number(payload.iat) > now() / 1_000 + leeway) throw errors.tokenInvalid();
  return { claims: payload, isIdToken: isIdToken(payload, protectedHeader) };
}

/** Types of tokens that are for the hub, as RFC 9068 and common providers write them. */
const accessTypes = ["jwt", "at+jwt", "application/at+jwt", "application/jwt"];

/**
 * RFC 9068 gives access tokens a type of their own; where a provider does not, an ID token is told by what OpenID Connect puts
 * in, or by the claim in which Keycloak and Cognito say what it is. @throws HubError TOKEN_INVALID for any other kind
 */
function isIdToken(claims: JWTPayload, { typ = "JWT" }: { readonly typ?: string }): boolean {
  if (!accessTypes.includes(typ.toLowerCase())) throw errors.tokenInvalid();
  const kind = String(claims["token_use"] ?? claims["typ"] ?? "access").toLowerCase();
  if (kind === "id") return true;
  if (!["access", "bearer", "dpop", ...accessTypes].includes(kind)) throw errors.tokenInvalid();
  if (typ.toLowerCase().endsWith("at+jwt")) return false;
  return ["nonce", "at_hash", "c_hash", "s_hash"].some((name) => name in claims);
}

function readClaims({ claims, isIdToken }: Verified, trusted: Trusted): ReadToken {
  const { issuer, roles: allowed } = trusted;
  const { sub, jti, exp, iat } = claims;
  if (typeof sub !== "string" || sub === "") throw errors.tokenInvalid();
  const roles = rolesIn(claims).filter((role) => allowed.includes(role));
  const department = departmentIn(claims, roles);
  const scopes = scopesIn(claims, trusted);
  const identity = createIdentity({ subject: toSubject(issuer, sub), roles, department, scopes });
  return {
    identity,
    issuer,
    subject: sub,
    tokenId: typeof jti === "string" ? jti : undefined,
    issuedAt: Number(iat),
    expiresAt: Math.min(Number(exp), Number(iat) + lifeOf(trusted)),
    isIdToken,
  };
}

/** Names that are not ours are roles elsewhere; a token without any of ours says nothing here. */
function rolesIn({ roles }: JWTPayload): readonly TokenRole[] {
  const named: readonly unknown[] = Array.isArray(roles) ? roles : [roles];
  const known = tokenRoles.filter((role) => named.includes(role));
  if (known.length === 0) throw errors.tokenWithoutRole();
  return known;
}

/** Membership is of one department; without it, it would be of none or of all. */
function departmentIn({ department }: JWTPayload, roles: readonly TokenRole[]): string | undefined {
  if (roles.length === 0) throw errors.tokenWithoutRole();
  if (!roles.includes("member") && !roles.includes("approver")) return undefined;
  if (typeof department !== "string" || !/^[a-z][a-z0-9-]{0,62}$/.test(department)) throw errors.tokenWithoutRole();
  return department;
}

/** A token that names no scope has none: nothing that demands one is open to it. */
function scopesIn({ scope }: JWTPayload, { scopes, requiredScope }: Trusted): readonly string[] {
  const named = typeof scope === "string" ? scope.split(" ").filter((word) => word !== "") : [];
  if (requiredScope !== undefined && !named.includes(requiredScope)) throw errors.tokenInvalid();
  return scopes === "all" ? named : named.filter((word) => scopes.includes(word));
}

/** Why exactly a token is wrong helps whoever forges one more than whoever holds one. */
function refusalOf(error: unknown): HubError {
  return error instanceof joseErrors.JWTExpired ? errors.tokenExpired() : errors.tokenInvalid();
}
