/** Says in a few words what has happened to whoever does not see it. */
import { toVisible } from "./visible-signs.js";

const place = document.getElementById("status");

/** @param {string} text */
export function announce(text) {
  if (place) place.textContent = toVisible(text);
}
