/** By what a person is known: fit for a log and for the registry, and the same for all tokens of one issuer. */
import { createHash } from "node:crypto";

export function toSubject(issuer: string, sub: string): string {
  return createHash("sha256").update(`${issuer}\n${sub}`).digest("hex").slice(0, 16);
}
