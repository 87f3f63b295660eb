/** Reads the setting that says whose tokens are believed: an OpenID provider or any other that signs JSON Web Tokens. */
import { readFileSync } from "node:fs";
import { type TokenRole, tokenRoles } from "#kit/identity/identity.ts";
import { isLoopback } from "#kit/settings.ts";

export interface Issuer {
  /** What `iss` says, to the letter. */
  readonly issuer: string;
  /** One of these must be in `aud`. */
  readonly audience: readonly string[];
  /** Signature algorithms, all asymmetric: a public key can then never be taken for a secret. */
  readonly algorithms: readonly string[];
  /** Where the public keys are. No token can name another place. */
  readonly jwks: string;
  /** Roles that it may give; a token's other roles count for nothing. */
  readonly roles: readonly TokenRole[];
  /** Scopes that it may give, likewise: what is not limited in roles is not in scopes, and what is gives none that are not named. */
  readonly scopes: readonly string[] | "all";
  /** Without this scope a token is none; undefined where any may do. */
  readonly requiredScope: string | undefined;
  /** How long a token counts at most after it was issued, whatever it says, in seconds; undefined for what is usual. */
  readonly longestLifeSeconds: number | undefined;
}

const knownAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"];

/** From JSON, or from a file that holds it. Undefined for what is not a list of issuers. */
export function parseIssuers(text: string): readonly Issuer[] | undefined {
  if (text === "") return [];
  try {
    const list: unknown = JSON.parse(text.startsWith("[") ? text : readFileSync(text, "utf8"));
    return Array.isArray(list) ? checked(list.map(readIssuer)) : undefined;
  } catch {
    return undefined;
  }
}

function checked(issuers: readonly Issuer[]): readonly Issuer[] | undefined {
  const names = new Set(issuers.map(({ issuer }) => issuer));
  return names.size === issuers.length ? issuers : undefined;
}

/** @throws TypeError */
function readIssuer(value: unknown): Issuer {
  const { issuer, audience, algorithms, jwks, roles, scopes, requiredScope, longestLifeSeconds, ...unknown } = {
    ...recordOf(value),
  };
  if (Object.keys(unknown).length > 0) throw new TypeError("unknown property");
  const audiences = typeof audience === "string" ? [audience] : wordsOf(audience);
  return {
    issuer: textOf(issuer),
    audience: audiences,
    algorithms: wordsOf(algorithms).map((name) => oneOf(knownAlgorithms, name)),
    jwks: placeOf(textOf(jwks)),
    roles: roles === undefined ? tokenRoles : wordsOf(roles).map((name) => oneOf(tokenRoles, name)),
    scopes: scopesOf(scopes, roles !== undefined),
    requiredScope: requiredScope === undefined ? undefined : textOf(requiredScope),
    longestLifeSeconds: longestLifeSeconds === undefined ? undefined : lifeOf(longestLifeSeconds),
  };
}

function scopesOf(value: unknown, isLimited: boolean): readonly string[] | "all" {
  if (value === undefined) return isLimited ? [] : "all";
  return Array.isArray(value) ? value.map(textOf) : wordsOf(value);
}

/** A year at most. */
function lifeOf(value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > 366 * 86_400)
    throw new TypeError("seconds were expected");
  return value;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) throw new TypeError("an object was expected");
  return { ...value };
}

function wordsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) throw new TypeError("a list was expected");
  return value.map(textOf);
}

function textOf(value: unknown): string {
  if (typeof value !== "string" || value === "") throw new TypeError("a text was expected");
  return value;
}

function oneOf<Choice extends string>(choices: readonly Choice[], text: string): Choice {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw new TypeError("an unknown word");
  return found;
}

/** Keys that come unencrypted over a network could be anybody's. */
function placeOf(text: string): string {
  const { protocol, hostname } = new URL(text);
  const isOpen = protocol === "http:" && isLoopback(hostname.replace(/^\[|\]$/g, ""));
  if (protocol !== "https:" && !isOpen) throw new TypeError("an https URL was expected");
  return text;
}
