/** What the audit's pages look at: now, a kept snapshot, or a moment. It stands in the address, and goes along from page to page. */
import { addressOf, currentRoute } from "./router.js";

/** @typedef {{ snapshot: string | null, asOf: string | null }} Look nulls for now */

/**
 * @param {URLSearchParams} query
 * @returns {Look}
 */
export function lookIn(query) {
  const snapshot = query.get("snapshot");
  return { snapshot, asOf: snapshot === null ? query.get("asOf") : null };
}

/** Of the page that is shown. */
export function currentLook() {
  return lookIn(currentRoute().query);
}

/**
 * An address of a page that looks at the same.
 * @param {string} path
 * @param {Parameters<typeof addressOf>[1]} [query]
 */
export function addressHere(path, query = {}) {
  return addressOf(path, { ...query, ...currentLook() });
}
