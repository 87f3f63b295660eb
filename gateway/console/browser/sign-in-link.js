/** The way to sign in and back to the page that is shown, with what was typed on it. */
import { keepDraft } from "./drafts.js";
import { element } from "./element.js";
import { currentRoute, go, refresh } from "./router.js";
import { forget, signIn } from "./who.js";

/**
 * @param {string} text
 * @param {Readonly<Record<string, string>>} [properties]
 */
export function signInLink(text, properties = {}) {
  const link = element("a", { ...properties, href: addressHere(), click: leave }, text);
  /** @param {Event} event */
  function leave(event) {
    // It may have stood over several pages.
    link.setAttribute("href", addressHere());
    keepDraft();
    if (signIn !== "provider") stay(event);
  }
  return link;
}

/** With a token one signs in on the page itself. @param {Event} event */
function stay(event) {
  event.preventDefault();
  forget();
  if (location.hash === "") go("#/sign-in");
  else refresh();
}

function addressHere() {
  const place = currentRoute().path === "/sign-in" ? "" : location.hash;
  return signIn === "provider"
    ? `/session/login?returnTo=${encodeURIComponent(`/console${place}`)}`
    : place || "#/sign-in";
}
