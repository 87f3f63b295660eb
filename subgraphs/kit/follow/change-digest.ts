/** Tells one change from another that bears its number in another history of the department. */
import { createHash } from "node:crypto";
import type { ChangeRow } from "../feed/tables.ts";

export function changeDigest({ sequence, typeName, code, version, operation, at }: ChangeRow): string {
  return createHash("sha256")
    .update(JSON.stringify([sequence, typeName, code, version, operation, at]))
    .digest("base64url");
}
