/** Who may be told what the schema has: everybody in development, in production whoever works on the graph or answers for it. */
import { type Identity, type TokenRole, tokenRoles } from "#kit/identity/identity.ts";
import type { Mode } from "#kit/settings.ts";

/** A portal knows its questions; what it is told could be told to everybody. */
const roles: readonly TokenRole[] = tokenRoles.filter((role) => role !== "portal");

export function seesSchema(mode: Mode, identity: Identity): boolean {
  return mode === "development" || roles.some((role) => identity.roles.includes(role));
}
