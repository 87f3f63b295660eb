/** What every mutation of the audit has in common: its texts are those that can be seen, and with a key it is made once. */
import type { GraphQLResolveInfo } from "graphql";
import { tellNotMade } from "#kit/changes/commit-change.ts";
import { toIdempotentRequest } from "#kit/changes/idempotent-request.ts";
import { errors } from "#kit/errors.ts";
import { parseText } from "#kit/values/parse-text.ts";
import type { Office } from "../office.ts";
import type { AuditContext } from "./context.ts";

interface Keyed {
  readonly idempotencyKey?: string | null;
  readonly input?: { readonly idempotencyKey?: string | null };
}

type Mutate<Args, Result> = (office: Office, args: Args, context: AuditContext) => Promise<Result>;

/** The mutation is given an office whose changes are told to a repetition. */
export function keyedMutation<Args extends object, Result>(office: Office, mutate: Mutate<Args, Result>) {
  return (
    _: unknown,
    args: Args & Keyed,
    context: AuditContext,
    { fieldName }: Pick<GraphQLResolveInfo, "fieldName">,
  ): Promise<Result> => {
    const { subject, department } = context.by;
    const { key, asked } = withoutKey(args);
    const caller = subject ?? department ?? "public";
    const request = toIdempotentRequest({ caller, key, change: fieldName, input: asked });
    const { trail } = office;
    const changing = {
      ...trail,
      change: ((work) => tellNotMade(() => trail.change(work, request))) as typeof trail.change,
    };
    return mutate({ ...office, trail: changing }, visible(args) as Args, context);
  };
}

function withoutKey({ idempotencyKey, input, ...rest }: Keyed) {
  if (input === undefined) return { key: idempotencyKey, asked: rest };
  const { idempotencyKey: key, ...asked } = input;
  return { key, asked };
}

/** The same value, its texts without what nobody can see. @throws HubError BAD_USER_INPUT for what is no text */
function visible(value: unknown): unknown {
  if (typeof value === "string") {
    const text = parseText(value);
    if (!text.ok) throw errors.argumentInvalid();
    return text.value;
  }
  if (Array.isArray(value)) return value.map(visible);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, visible(each)]));
}
