/** Who a subgraph's resolvers work for: noted in the context of a request, whatever else that context holds. */
import { publicIdentity } from "./identity.ts";
import type { CallingFor } from "./sign-call.ts";

/** A symbol, which no context can have by accident; a property, because Apollo Server gives resolvers a copy of the context. */
const callerKey = Symbol("caller");

export function noteCaller<Context extends object>(context: Context, { identity, mayWrite }: CallingFor): Context {
  const caller: CallingFor = { identity, mayWrite };
  return Object.assign(context, { [callerKey]: caller });
}

/** The public where nobody said who it is. */
export function callerOf(context: unknown): CallingFor {
  return hasCaller(context) ? context[callerKey] : nobody;
}

const nobody: CallingFor = { identity: publicIdentity, mayWrite: false };

function hasCaller(context: unknown): context is { readonly [callerKey]: CallingFor } {
  return typeof context === "object" && context !== null && callerKey in context;
}
