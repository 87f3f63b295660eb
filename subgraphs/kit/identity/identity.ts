/** Who asks: what the hub and its subgraphs know of a caller, and nothing more of the person. */

/** Roles that a token can give; `public` is what everybody is. */
export const tokenRoles = ["portal", "member", "approver", "auditor", "operator"] as const;

export type TokenRole = (typeof tokenRoles)[number];
export type Role = TokenRole | "public";

export interface Identity {
  /** A hash of who it is, fit for a log; undefined where no token was shown. */
  readonly subject: string | undefined;
  readonly roles: readonly Role[];
  /** Code of the department of a member or approver. */
  readonly department: string | undefined;
  readonly scopes: readonly string[];
  /** The same for all who may see the same. */
  readonly key: string;
}

export const publicIdentity: Identity = createIdentity({ subject: undefined, roles: [] });

interface Claims {
  readonly subject: string | undefined;
  readonly roles: readonly TokenRole[];
  readonly department?: string | undefined;
  readonly scopes?: readonly string[];
}

export function createIdentity({ subject, roles, department, scopes = [] }: Claims): Identity {
  const held = ["public" as const, ...tokenRoles.filter((role) => roles.includes(role))];
  const inOrder = [...new Set(scopes)].sort();
  const key = JSON.stringify([subject !== undefined, held, department ?? null, inOrder]);
  return { subject, roles: held, department, scopes: inOrder, key };
}

/** Members and approvers change the records of their own department, and of no other. */
export function mayChange({ roles, department }: Identity, owner: string): boolean {
  return department === owner && (roles.includes("member") || roles.includes("approver"));
}
