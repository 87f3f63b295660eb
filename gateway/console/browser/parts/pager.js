/** The way to the page before and the page after. */
import { element } from "../element.js";
import { say } from "../language.js";
import { addressOf } from "../router.js";

/**
 * After how many a page begins.
 * @param {URLSearchParams} query
 */
export function startOf(query) {
  const after = Number(query.get("after"));
  return Number.isSafeInteger(after) && after > 0 ? after : 0;
}

/** @param {{ path: string, query: URLSearchParams, after: number, size: number, hasMore: boolean }} at */
export function pager({ path, query, after, size, hasMore }) {
  if (after === 0 && !hasMore) return null;
  const to = (/** @type {number} */ start) => addressOf(path, { ...Object.fromEntries(query), after: start || "" });
  return element(
    "nav",
    { class: "pager", "aria-label": say("ページ", "Pages of the list") },
    after > 0 && element("a", { href: to(Math.max(0, after - size)), rel: "prev" }, say("← 前へ", "← Previous")),
    hasMore && element("a", { href: to(after + size), rel: "next" }, say("次へ →", "Next →")),
  );
}
