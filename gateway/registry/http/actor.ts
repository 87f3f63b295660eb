/** Who asks the registry, and what that caller may do there: a pipeline with a token of the registry, or a person with one of an issuer. */
import type { Database } from "#kit/database/open.ts";
import { errors } from "#kit/errors.ts";
import type { Identity } from "#kit/identity/identity.ts";
import { registryErrors } from "../errors.ts";
import { findToken, lineageOf, type Scope, scopesOf, tokenPrefix } from "../store/tokens.ts";

export interface Actor {
  /** As it is written down. */
  readonly name: string;
  readonly department: string | undefined;
  readonly scopes: ReadonlySet<Scope>;
  /** Hash of the person who asks, or who answers for the token; undefined where nobody does. */
  readonly person: string | undefined;
  /** Of a pipeline's token: the same through all rotations. */
  readonly lineage: string | undefined;
}

/** What an `Authorization` header proves. @throws HubError for one that proves nothing */
export type Identify = (authorization: string | undefined) => Promise<Identity>;

/** @throws HubError REGISTRY_TOKEN_MISSING, REGISTRY_TOKEN_INVALID, or what `identify` throws */
export async function actorOf(
  authorization: string | undefined,
  identify: Identify,
  database: () => Promise<Database>,
): Promise<Actor> {
  if (authorization === undefined) throw registryErrors.tokenMissing();
  const [, token = ""] = /^Bearer +(\S+) *$/i.exec(authorization) ?? [];
  return token.startsWith(tokenPrefix) ? pipeline(token, await database()) : person(await identify(authorization));
}

async function pipeline(token: string, { reader }: Database): Promise<Actor> {
  const row = await findToken(reader, token);
  if (!row) throw registryErrors.tokenInvalid();
  const { label, id, department, responsible } = row;
  return {
    name: `token ${label} (${id})`,
    department,
    scopes: new Set(scopesOf(row)),
    person: responsible ?? undefined,
    lineage: lineageOf(row),
  };
}

const readers: readonly Scope[] = ["read", "check"];

function person({ subject, roles, department, scopes }: Identity): Actor {
  const allowed = new Set<Scope>();
  if (roles.some((role) => role === "auditor" || role === "operator")) for (const scope of readers) allowed.add(scope);
  const isMember = roles.includes("member");
  const isApprover = roles.includes("approver");
  if (isMember || isApprover) for (const scope of [...readers, "publish"] as const) allowed.add(scope);
  if (isApprover) allowed.add("approve");
  // Named by the department's own administration, as a scope that the issuer puts in.
  if (isMember && scopes.includes("registry:deputise")) allowed.add("deputise");
  if (subject === undefined || allowed.size === 0) throw registryErrors.tokenMissing();
  return { name: `person ${subject}`, department, scopes: allowed, person: subject, lineage: undefined };
}

/** Whoever may read may read what all departments have published. @throws HubError REGISTRY_FORBIDDEN */
export function requireScope({ scopes }: Actor, scope: Scope): void {
  if (!scopes.has(scope)) throw registryErrors.scopeMissing(scope);
}

/** @throws HubError REGISTRY_FORBIDDEN for what belongs to another department, or is not among the actor's rights */
export function requireOwn({ scopes, department }: Actor, scope: Scope, owner: string): void {
  if (!scopes.has(scope) || department !== owner)
    throw registryErrors.forbidden(owner, scope === "deputise" ? "approve" : scope);
}

/** Codes by which an answer says that the caller is not known. */
export const unknownCallers = new Set([
  registryErrors.tokenMissing.code,
  registryErrors.tokenInvalid.code,
  errors.tokenInvalid.code,
  errors.tokenExpired.code,
  errors.tokenRevoked.code,
  errors.tokenWithoutRole.code,
]);
