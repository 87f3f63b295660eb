/** Who a subgraph's resolvers work for: noted in the context of a request, whatever else that context holds. */
import { type Identity, publicIdentity } from "./identity.ts";

/** A symbol, which no context can have by accident; a property, because Apollo Server gives resolvers a copy of the context. */
const identityKey = Symbol("identity");

export function noteIdentity<Context extends object>(context: Context, identity: Identity): Context {
  return Object.assign(context, { [identityKey]: identity });
}

/** The public where nobody said who it is. */
export function identityOf(context: unknown): Identity {
  return hasIdentity(context) ? context[identityKey] : publicIdentity;
}

function hasIdentity(context: unknown): context is { readonly [identityKey]: Identity } {
  return typeof context === "object" && context !== null && identityKey in context;
}
