/** Where on a page one was, for the way back to it: it is kept with the entry of the browser's history. */

/** @typedef {{ top: number, link: string | null }} Place */

const main = /** @type {HTMLElement} */ (document.getElementById("main"));

/** How long after the last movement a place is kept, in milliseconds. */
const calm = 150;

export function keepPlaces() {
  // A browser would go there before the page has anything to scroll.
  history.scrollRestoration = "manual";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, calm);
  });
  // Who follows a link has not moved since.
  document.addEventListener("click", keep, { capture: true });
}

/** @param {Event} [event] */
function keep(event) {
  // What is not there yet was scrolled by nobody.
  if (main.hasAttribute("aria-busy")) return;
  const link = event?.target instanceof Element ? event.target.closest("main a[href]") : null;
  history.replaceState({ top: scrollY, link: link?.getAttribute("href") ?? placeKept()?.link ?? null }, "");
}

/** Of the entry that one has come to. @returns {Place | undefined} */
export function placeKept() {
  const { top, link = null } = Object(history.state);
  return typeof top === "number" ? { top, link } : undefined;
}

/**
 * @param {Place} place
 * @param {boolean} hasComeBack from another page, by the link that was followed there
 */
export function returnTo({ top, link }, hasComeBack) {
  const followed = [...main.querySelectorAll("a[href]")].find((each) => each.getAttribute("href") === link);
  if (hasComeBack && followed instanceof HTMLElement) followed.focus({ preventScroll: true });
  scrollTo(0, top);
}
