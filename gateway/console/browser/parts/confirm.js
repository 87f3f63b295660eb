/** Asks once more before something is done that cannot be taken back. */
import { element } from "../element.js";
import { say } from "../language.js";

/** @import { Content } from "../content.d.ts" */

/**
 * Resolves with whether it was confirmed. It is modal: the keyboard stays in it, and Escape is a no.
 * @param {{ heading: string, text: Content, yes: string }} question
 * @returns {Promise<boolean>}
 */
export function confirmed({ heading, text, yes }) {
  const before = document.activeElement;
  const title = element("h2", { id: "confirm-title" }, heading);
  const dialog = element("dialog", { "aria-labelledby": "confirm-title" }, title, element("div", {}, text));
  const answer = (/** @type {string} */ value) => () => dialog.close(value);
  dialog.append(
    element(
      "p",
      { class: "buttons" },
      element("button", { type: "button", class: "button", click: answer("yes") }, yes),
      element("button", { type: "button", class: "button second", click: answer("no") }, say("やめる", "Cancel")),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  // Whoever goes to another page has not said yes.
  addEventListener("hashchange", () => dialog.close("no"), { once: true });
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (before instanceof HTMLElement) before.focus();
      resolve(dialog.returnValue === "yes");
    });
  });
}
