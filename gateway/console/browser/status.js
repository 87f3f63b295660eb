/** Says in a few words what has happened to whoever does not see it. */
const place = document.getElementById("status");

/** @param {string} text */
export function announce(text) {
  if (place) place.textContent = text;
}
