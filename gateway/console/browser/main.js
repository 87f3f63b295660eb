/** Begins the console: who asks, then the page that the address names. */
import { restoreDraft } from "./drafts.js";
import { element } from "./element.js";
import { frame, showPlace } from "./frame.js";
import { say } from "./language.js";
import { pageAt } from "./pages.js";
import { pageRefusalOf } from "./parts/refusal.js";
import { keepPlaces, placeKept, returnTo } from "./places.js";
import { currentRoute, followAddress } from "./router.js";
import { watchSession } from "./session-watch.js";
import { announce } from "./status.js";
import { toVisible } from "./visible-signs.js";
import { readSession } from "./who.js";

/** @import { Content } from "./content.d.ts" */
/** @import { Route } from "./router.js" */

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
/** @type {string | undefined} */
let shownPath;

/** How long the same page with another content may be waited for without a sign, and how long until it is said aloud. */
const patience = { unseen: 300, unsaid: 1_000 };

/** Of the page that is awaited. @type {readonly ReturnType<typeof setTimeout>[]} */
let signs = [];

await readSession().catch(() => undefined);
keepPlaces();
followAddress(show);

/** @param {Route} route */
async function show(route) {
  const page = pageAt(route.path);
  const isOther = shownPath !== route.path;
  const isFirst = shownPath === undefined;
  const place = placeKept();
  const heading = element("h1", { tabindex: -1 }, page.title());
  document.title = toVisible(`${page.title()} — ${say("人活ハブ", "Jinkatsu Hub")}`);
  document.getElementById("frame")?.replaceChildren(frame(route.path));
  showPlace();
  watchSession();
  // What had the focus is taken away with the page before.
  const hadFocus = main.contains(document.activeElement);
  main.setAttribute("aria-busy", "true");
  shownPath = route.path;
  signs.forEach(clearTimeout);
  signs = awaitSigns(heading, isOther);
  const content = await page.show(route.query).catch(pageRefusalOf);
  // Whoever has gone on meanwhile is not called back.
  if (currentRoute().path !== route.path || String(currentRoute().query) !== String(route.query)) return;
  signs.forEach(clearTimeout);
  put(heading, content);
  main.removeAttribute("aria-busy");
  main.dataset.address = location.hash;
  restoreDraft();
  if (isOther && !isFirst) arriveAt(heading);
  else if (hadFocus) placeIn(heading).focus();
  if (place) returnTo(place, isOther);
}

/**
 * Nobody shall take the page before for the one that they asked for.
 * @param {HTMLElement} heading
 * @param {boolean} isOther
 */
function awaitSigns(heading, isOther) {
  const text = say("読み込んでいます…", "Loading…");
  const showFrame = () => put(heading, element("p", { class: "loading" }, text));
  if (isOther) showFrame();
  return [setTimeout(showFrame, patience.unseen), setTimeout(() => announce(text), patience.unsaid)];
}

/**
 * @param {HTMLElement} heading
 * @param {Content} content
 */
function put(heading, content) {
  main.replaceChildren(element("div", { class: "page" }, heading, content));
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
