/** What a caller must be to see something, and whether one is. */
import type { Identity, Role } from "./identity.ts";
import type { Policies } from "./policy.ts";
import type { CallingFor } from "./sign-call.ts";

export type Demand =
  /** Whoever shows a token. */
  | { readonly kind: "authenticated" }
  /** All scopes of one of the lists. */
  | { readonly kind: "scopes"; readonly anyOf: readonly (readonly string[])[] }
  /** All policies of one of the lists. */
  | { readonly kind: "policies"; readonly anyOf: readonly (readonly string[])[] }
  /** One of the roles: what holds where the schema says nothing. */
  | { readonly kind: "roles"; readonly anyOf: readonly Role[] }
  /** Nobody: the rule is not understood. */
  | { readonly kind: "nobody" };

function meets(identity: Identity, demand: Demand, policies: Policies): boolean {
  switch (demand.kind) {
    case "authenticated":
      return identity.subject !== undefined;
    case "scopes":
      return demand.anyOf.some((scopes) => scopes.every((scope) => identity.scopes.includes(scope)));
    case "policies":
      return demand.anyOf.some((names) => names.every((name) => holds(identity, name, policies)));
    case "roles":
      return demand.anyOf.some((role) => identity.roles.includes(role));
    case "nobody":
      return false;
  }
}

/** Whether a caller meets all of them; what holds by default only, a developer on this machine need not meet. */
export function meetsAll({ identity, mayWrite }: CallingFor, demands: readonly Demand[], policies: Policies): boolean {
  return demands.every((demand) => (mayWrite && demand.kind === "roles") || meets(identity, demand, policies));
}

/** A policy that nobody has said the meaning of is met by nobody. */
function holds({ roles, department }: Identity, name: string, policies: Policies): boolean {
  const policy = policies.get(name);
  if (policy === undefined) return false;
  if (!policy.roles.some((role) => roles.includes(role))) return false;
  return policy.department === undefined || policy.department === department;
}
