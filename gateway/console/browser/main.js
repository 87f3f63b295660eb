/** Begins the console: who asks, then the page that the address names. */
import { element } from "./element.js";
import { frame, showPlace } from "./frame.js";
import { say } from "./language.js";
import { pageAt } from "./pages.js";
import { refusalOf } from "./parts/refusal.js";
import { currentRoute, followAddress } from "./router.js";
import { announce } from "./status.js";
import { toVisible } from "./visible-signs.js";
import { readSession } from "./who.js";

/** @import { Route } from "./router.js" */

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
/** @type {string | undefined} */
let shownPath;

await readSession().catch(() => undefined);
followAddress(show);

/** @param {Route} route */
async function show(route) {
  const page = pageAt(route.path);
  const heading = element("h1", { tabindex: -1 }, page.title());
  document.title = toVisible(`${page.title()} — ${say("人活ハブ", "Jinkatsu Hub")}`);
  document.getElementById("frame")?.replaceChildren(frame(route.path));
  showPlace();
  main.setAttribute("aria-busy", "true");
  const slow = setTimeout(showLoading, 1_000);
  const content = await page.show(route.query).catch(refusalOf);
  clearTimeout(slow);
  // Whoever has gone on meanwhile is not called back.
  if (currentRoute().path !== route.path || String(currentRoute().query) !== String(route.query)) return;
  // What had the focus is taken away with the page before.
  const hadFocus = main.contains(document.activeElement);
  main.replaceChildren(element("div", { class: "page" }, heading, content));
  main.removeAttribute("aria-busy");
  main.dataset.address = location.hash;
  if (hadFocus) placeIn(heading).focus();
  if (shownPath !== undefined && shownPath !== route.path) arriveAt(heading);
  shownPath = route.path;
}

function showLoading() {
  const text = say("読み込んでいます…", "Loading…");
  main.prepend(element("p", { class: "loading" }, text));
  announce(text);
}

/**
 * Where one begins: where the page says so, else at its heading.
 * @param {HTMLElement} heading
 * @returns {HTMLElement}
 */
function placeIn(heading) {
  return main.querySelector("[data-begin]") ?? heading;
}

/** @param {HTMLElement} heading */
function arriveAt(heading) {
  placeIn(heading).focus();
  scrollTo(0, 0);
  announce(heading.textContent ?? "");
}
