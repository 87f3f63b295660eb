/** The name under which what a caller asks is counted: its proven identity wherever it connects from, or else its address. */
import type { Identity } from "#kit/identity/identity.ts";
import type { CallerName } from "./caller-limits.ts";

/** Two tokens of one subject are one caller; what a token says counts only once it is proven, so that nobody picks a name. */
export function callerNameOf({ subject }: Identity, address: CallerName): CallerName {
  return subject === undefined ? address : `subject ${subject}`;
}
