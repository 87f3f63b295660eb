/** Which limits hold for a document, and whether it keeps them: found once for each text. */
import { createHash } from "node:crypto";
import { BoundedCache } from "#kit/bounded-cache.ts";
import type { HubError } from "#kit/errors.ts";
import { checkDocument } from "./check-document.ts";
import type { Limits } from "./limits.ts";

export interface DocumentLimits {
  /** What is wrong with the text, if anything. */
  check(text: string): HubError | undefined;
  limitsOf(text: string): Limits;
}

interface Options {
  readonly limits: Limits;
  readonly trustedLimits: Limits;
  readonly isTrusted: (text: string) => boolean;
}

/** Documents that are remembered; by digest, since what hostile callers send is long. */
const mostDocuments = 5000;

interface Found {
  readonly limits: Limits;
  readonly error: HubError | undefined;
}

export function createDocumentLimits({ limits, trustedLimits, isTrusted }: Options): DocumentLimits {
  const known = new BoundedCache<string, Found>(mostDocuments);
  const find = (text: string): Found => {
    const own = isTrusted(text) ? trustedLimits : limits;
    const digest = createHash("sha256").update(text).digest("base64");
    const found = known.get(digest);
    // The list may have changed since.
    if (found?.limits === own) return found;
    const examined = { limits: own, error: checkDocument(text, own) };
    known.set(digest, examined);
    return examined;
  };
  return { check: (text) => find(text).error, limitsOf: (text) => find(text).limits };
}
