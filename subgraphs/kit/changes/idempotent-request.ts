/** A change that its sender has given a key of its own, so that sending it again does it once. */
import { createHash } from "node:crypto";
import { errors } from "../errors.ts";
import { normalForm } from "../records/record.ts";

export interface IdempotentRequest {
  readonly caller: string;
  readonly key: string;
  /** Of what is asked for: the same key for something else is a mistake of the sender. */
  readonly digest: string;
}

interface Sent {
  readonly caller: string;
  /** Undefined or null where the sender gives none. */
  readonly key: string | null | undefined;
  /** Name of the change. */
  readonly change: string;
  /** What it was sent with, in JSON. */
  readonly input: unknown;
}

/** Visible ASCII: what a header can carry, and what both databases compare alike. */
const keyForm = /^[!-~]{1,191}$/;

/** Undefined where no key is given. @throws HubError IDEMPOTENCY_KEY_INVALID */
export function toIdempotentRequest({ caller, key, change, input }: Sent): IdempotentRequest | undefined {
  if (key === undefined || key === null) return undefined;
  if (!keyForm.test(key)) throw errors.idempotencyKeyInvalid();
  const digest = createHash("sha256")
    .update(JSON.stringify(normalForm({ change, input })))
    .digest("base64url");
  return { caller, key, digest };
}
