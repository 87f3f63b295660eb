/** Which page is shown: it stands after the `#` of the address, so that a link, the way back and a reload lead to it. */

/** @import { Content } from "./content.d.ts" */
/** @typedef {{ path: string, query: URLSearchParams }} Route */
/** @typedef {{ title: () => string, show: (query: URLSearchParams) => Promise<Content> }} Page */

/** @type {(route: Route) => unknown} */
let show = () => undefined;

/** @param {(route: Route) => unknown} shown called at once, and whenever the address changes */
export function followAddress(shown) {
  show = shown;
  addEventListener("hashchange", () => {
    // Other fragments only say where on a page to go.
    if (location.hash === "" || location.hash.startsWith("#/")) refresh();
  });
  refresh();
}

export function refresh() {
  show(currentRoute());
}

/** @param {string} address */
export function go(address) {
  if (location.hash === address) refresh();
  else location.hash = address;
}

/** @returns {Route} */
export function currentRoute() {
  const [path = "", query = ""] = location.hash.replace(/^#/, "").split("?", 2);
  return { path: path || "/", query: new URLSearchParams(query) };
}

/**
 * An address of a page; what is empty is left out.
 * @param {string} path
 * @param {Readonly<Record<string, string | number | boolean | null | undefined>>} [query]
 */
export function addressOf(path, query = {}) {
  const stated = Object.entries(query).filter(
    ([, value]) => value !== "" && value !== null && value !== undefined && value !== false,
  );
  const text = new URLSearchParams(stated.map(([name, value]) => [name, String(value)])).toString();
  return `#${path}${text && `?${text}`}`;
}
